/** A screen that shows a known message, and the problem that it is to lead to. */
export interface KnownPage {
  readonly id: string;
  readonly problem: string;
  /** The text in the address bar or the title of the window. */
  readonly title: string;
  readonly kind: 'page' | 'dialog';
  readonly body: string;
}

const esr = (message: string, extra = '') => `
  <div class="bar"><b class="nhs">NHS</b> Electronic Staff Record</div>
  <main><h1>NHS Electronic Staff Record</h1>${message === '' ? '' : `<div class="error">${message}</div>`}${extra}</main>`;
const signIn = `<h2>Log in with your credentials</h2><p class="small">Fields with an asterisk (*) are required fields</p>
  <label>Username*</label><input value=""><p class="small">(Example: 999JSMITH01)</p><label>Password*</label><input>
  <p><a>Forgotten | Request Username/Password | Unlock Account</a></p><button>Log in via Username Password</button>
  <h2>Or</h2><button class="second">Log in with my Care Identity</button>`;
const resetForm = `<h2>Forgotten | Request Username/Password | Unlock Account</h2>
  <p>Enter the email address associated with your account and your date of birth, your login details will then be emailed to you.</p>
  <label>Email*</label><input><p class="small">(Example: first.last@domain.com)</p><label>Date of Birth*</label><p>Date &nbsp; Month &nbsp; Year</p>
  <p class="small">Only required if you have more than one NHS Employer and wish to reset a specific account. If known, enter your ESR username to receive details for this account only.</p>
  <label>Username</label><input><button>Submit</button>`;
const newPassword = `<h2>Reset your password</h2><label>Username*</label><input><label>Password*</label><input><label>Confirm Password*</label><input><button>Submit</button>`;
const care = (heading: string, text: string) => `
  <div class="bar"><b class="nhs">NHS</b> Care Identity Service</div>
  <main><h1>${heading}</h1><p>${text}</p><button>Try again</button><p class="small">Need help? Contact your local IT service desk.</p></main>`;
const browser = (heading: string, text: string, code: string) =>
  `<main class="browser"><h1>${heading}</h1><p>${text}</p><p class="small">${code}</p><button>Refresh</button></main>`;
const dialog = (text: string, more = '') =>
  `<div class="dialog"><p>${text}</p><p class="small">${more}</p><button>OK</button> <button class="second">Cancel</button></div>`;

const ESR = 'my.esr.nhs.uk/dashboard/web/esrweb';
const CARE = 'am.nhsidentity.spineservices.nhs.uk/openam';
const page = (id: string, problem: string, title: string, body: string): KnownPage => ({
  id,
  problem,
  title,
  kind: 'page',
  body,
});
const window = (id: string, problem: string, title: string, body: string): KnownPage => ({
  id,
  problem,
  title,
  kind: 'dialog',
  body,
});

/** Every message of `screens.yaml`; those whose words are not published, in several words. */
export const KNOWN_PAGES: readonly KnownPage[] = [
  page(
    'caf-400',
    'smartcard-software-error',
    CARE,
    care('Smartcard Authentication Failure', 'Error 400_645. Your smartcard could not be authenticated.'),
  ),
  page('caf-500', 'smartcard-software-error', CARE, care('Smartcard Authentication Failure', '500_213')),
  page(
    'problem-reading',
    'smartcard-software-error',
    CARE,
    care(
      'Log in',
      'There was a problem reading your Smartcard. Please restart the Identity Agent. If this fails to rectify the problem, please contact your Registration Authority service.',
    ),
  ),
  page('err1002', 'smartcard-software-error', CARE, care('Error', 'ERR1002 : Unable to read the card')),
  page(
    'err1009',
    'smartcard-software-error',
    CARE,
    care('Unlock your smartcard', 'Error: ERR1009: Failed to obtain SOPIN for user'),
  ),
  page(
    'pr20002',
    'smartcard-software-error',
    CARE,
    care(
      'Smartcard',
      'Error: PR Service returned with a following exception code PR20002 and message Port redirection service is unavailable',
    ),
  ),
  page(
    'err5022',
    'smartcard-software-error',
    CARE,
    care(
      'Scanning for Smartcard',
      'Error: INF1014:Scanning for Smartcard ERR5022: Operation cannot be completed',
    ),
  ),
  window(
    'cm-missing',
    'smartcard-software-error',
    'Configuration check',
    dialog('NHS Credential Management cannot be found'),
  ),
  window(
    'pin-blocked',
    'smartcard-locked-expired',
    'Windows Security',
    dialog(
      'The card cannot be accessed because the maximum number of PIN entry attempts has been reached.',
      '0x8010006C',
    ),
  ),
  window(
    'wrong-pin',
    'smartcard-locked-expired',
    'Windows Security',
    dialog('The card cannot be accessed because the wrong PIN was presented.', '0x8010006B'),
  ),
  window(
    'no-card',
    'smartcard-software-error',
    'Windows Security',
    dialog('The operation requires a smart card, but no smart card is currently in the device.'),
  ),
  window(
    'removed',
    'smartcard-software-error',
    'Windows Security',
    dialog('The smart card has been removed, so that further communication is not possible.'),
  ),
  window(
    'no-reader',
    'smartcard-software-error',
    'Windows Security',
    dialog('Cannot find a smart card reader.'),
  ),
  window(
    'card-locked',
    'smartcard-locked-expired',
    'NHS Identity Agent',
    dialog('Your smartcard is locked. Please contact your Registration Authority.'),
  ),
  window(
    'card-expired',
    'smartcard-locked-expired',
    'NHS Identity Agent',
    dialog('The certificates on your smartcard have expired.'),
  ),
  page(
    'chrome-dns',
    'login-username',
    ESR,
    browser(
      'This site can’t be reached',
      'my.esr.nhs.uk’s server IP address could not be found.',
      'DNS_PROBE_FINISHED_NXDOMAIN',
    ),
  ),
  page(
    'edge-timeout',
    'login-username',
    ESR,
    browser(
      'Hmmm… can’t reach this page',
      'my.esr.nhs.uk took too long to respond',
      'ERR_CONNECTION_TIMED_OUT',
    ),
  ),
  page(
    'reset-done',
    'reset-email-missing',
    ESR,
    esr(
      '',
      '<h2>Confirmation</h2><p>Your request to retrieve your username has been submitted. An email will be sent shortly. Please contact the System Administrator if you do not receive an email within the next 10-15 minutes.</p><button>Ok</button>',
    ),
  ),
  page('reset-form', 'forgot-username-password', ESR, esr('', resetForm)),
  page('sign-in', 'login-username', ESR, esr('', signIn)),
  page('wrong-1', 'incorrect-details', ESR, esr('Invalid username or password. Please try again.', signIn)),
  page(
    'wrong-2',
    'incorrect-details',
    ESR,
    esr('The username and/or password you entered is incorrect.', signIn),
  ),
  page(
    'wrong-3',
    'incorrect-details',
    ESR,
    esr('Login failed. Please check your username and password.', signIn),
  ),
  page(
    'locked-1',
    'account-locked',
    ESR,
    esr('Your account has been locked. Please try again after 12 hours.', signIn),
  ),
  page(
    'locked-2',
    'account-locked',
    ESR,
    esr('This user account is locked because of too many failed attempts.', signIn),
  ),
  page(
    'match-1',
    'details-dont-match',
    ESR,
    esr('The details you entered do not match our records.', resetForm),
  ),
  page(
    'match-2',
    'details-dont-match',
    ESR,
    esr('No account was found with this email address and date of birth.', resetForm),
  ),
  page('unlinked-1', 'smartcard-not-linked', ESR, esr('Your smartcard is not linked to an ESR account.')),
  page(
    'unlinked-2',
    'smartcard-not-linked',
    ESR,
    esr('This Smartcard UUID is not associated with a user in ESR. Please contact your administrator.'),
  ),
  page('link-expired', 'reset-link-expired', ESR, esr('This link has expired. Please request a new one.')),
  page(
    'password-rules',
    'password-rules',
    ESR,
    esr('Your new password may not contain repeating characters.', newPassword),
  ),
];
