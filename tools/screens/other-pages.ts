/** Screens of other programs: none may be taken for a known message with certainty. People in them are made up. */
export interface OtherPage {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

const rows = (pairs: readonly (readonly [string, string])[]) =>
  `<table>${pairs.map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`).join('')}</table>`;
const main = (heading: string, body: string) => `<main><h1>${heading}</h1>${body}</main>`;
const mail = (subject: string, text: string) =>
  `<div class="bar">Outlook &nbsp; Mail</div><main><p>Inbox &nbsp; Sent Items &nbsp; Drafts &nbsp; Deleted Items</p><h2>${subject}</h2>
   <p class="small">Reply &nbsp; Reply all &nbsp; Forward</p><p>${text}</p><p>Kind regards<br>Jo Bloggs</p></main>`;
const chat = (text: string) =>
  `<div class="bar">Microsoft Teams</div><main><p>Activity &nbsp; Chat &nbsp; Calendar &nbsp; Calls</p><h2>Jo Bloggs</h2><p>${text}</p><input value="Type a message"></main>`;
const ticket = (text: string) =>
  `<div class="bar">Service desk</div><main><h1>Incident INC0012345</h1>${rows([
    ['Priority', '3'],
    ['Assigned to', 'IT Service desk'],
    ['State', 'Open'],
  ])}<p>${text}</p></main>`;
const guide = (text: string) =>
  `<main><h1>Troubleshooting</h1><h2>Possible causes</h2><p>${text}</p><h2>What to do</h2><p>Ask your local IT support team.</p></main>`;
const site = (name: string, error: string) =>
  `<div class="bar">${name}</div><main><h2>Sign in</h2><div class="error">${error}</div><label>Username</label><input><label>Password</label><input><button>Sign in</button></main>`;
const payslip = (name: string) =>
  main(
    'Payslip',
    rows([
      ['Name', name],
      ['Assignment number', '20517733'],
      ['Tax code', '1257L'],
      ['Gross pay', '2,481.17'],
      ['National Insurance', '148.20'],
      ['Superannuation', '201.11'],
      ['Net pay', '1,862.40'],
    ]),
  );
const patient = (name: string, more = '') =>
  main(
    name,
    rows([
      ['NHS number', '943 476 5919'],
      ['Ward', 'Stour'],
      ['Consultant', 'Dr A Example'],
      ['Allergies', 'Penicillin'],
      ['Medication', 'Amlodipine 5 mg'],
      ['Observations', 'BP 132/81'],
    ]) + more,
  );

const TEXTS: readonly string[] = [
  'I keep getting “There was a problem reading your Smartcard. Please restart the Identity Agent.” when I log in.',
  'It says Smartcard Authentication Failure 400_645 again. What do I do?',
  'Your account has been locked. Please call 2222 to have it unlocked.',
  'The username or password is incorrect, it says on the Electronic Staff Record page.',
  'ERR1002 : Unable to read the card. It comes up on every PC of the ward.',
];
const SITES: readonly (readonly [string, string])[] = [
  ['NHSmail', 'The user name or password is incorrect. Verify that CAPS LOCK is off.'],
  ['Athens', 'Invalid username or password.'],
  ['e-Learning for Healthcare', 'Login failed. Your account is locked.'],
  ['Library', 'Your password has expired.'],
  ['Roster', 'Your session has expired. Please sign in again.'],
  ['Bank', 'Your card is locked. Please call us.'],
];

const page = (id: string, title: string, body: string): OtherPage => ({ id, title, body });

/** Forty of them. */
export const OTHER_PAGES: readonly OtherPage[] = [
  ...TEXTS.flatMap((text, n) => [
    page(`mail-${n}`, 'outlook.office.com/mail', mail('ESR', text)),
    page(`chat-${n}`, 'teams.microsoft.com', chat(text)),
    page(`ticket-${n}`, 'servicedesk.example.nhs.uk', ticket(text)),
    page(`guide-${n}`, 'intranet.example.nhs.uk', guide(text)),
  ]),
  ...SITES.map(([name, error], n) =>
    page(`site-${n}`, `${name.toLowerCase().replaceAll(' ', '-')}.example.org`, site(name, error)),
  ),
  page('payslip-1', 'my.esr.nhs.uk/payslip', payslip('SMITH, Mrs J')),
  page('payslip-2', 'my.esr.nhs.uk/payslip', `${payslip('OKAFOR, Miss A')}<p>Electronic Staff Record</p>`),
  page('patient-1', 'Patient record', patient('EXAMPLE, John')),
  page(
    'patient-2',
    'Patient record',
    patient('SAMPLE, Mary', '<p>Smartcard user: Jo Bloggs. Record locked by another user.</p>'),
  ),
  page(
    'patient-3',
    'Appointments',
    patient('TEST, Alex', '<p>Appointment not found. Details do not match.</p>'),
  ),
  page(
    'esr-home',
    'my.esr.nhs.uk/dashboard',
    main(
      'My ESR',
      '<p>Electronic Staff Record</p><h2>My Compliance 83%</h2><p>3 competences have expired or expire soon</p><h2>My Pay</h2><p>Net pay 1,862.40</p><h2>Annual leave</h2>',
    ),
  ),
  page(
    'esr-training',
    'my.esr.nhs.uk/learner',
    main(
      'My e-Learning',
      '<p>Electronic Staff Record</p><p>Fire Safety: expired 3 June. Information Governance: not completed.</p><button>Play</button>',
    ),
  ),
  page(
    'word',
    'Document1 - Word',
    main(
      'Induction plan',
      '<p>Home Insert Layout References Mailings Review</p><p>Collect your smartcard from the Registration Authority. Choose a passcode that nobody can guess.</p>',
    ),
  ),
  page(
    'excel',
    'Book1 - Excel',
    main(
      'Rota',
      rows([
        ['Formulas', 'Review'],
        ['Mon', 'Early'],
        ['Tue', 'Late'],
        ['Wed', 'Night'],
      ]),
    ),
  ),
  page(
    'desktop',
    'Windows',
    main('Restart required', '<p>Updates are ready. Your organisation will restart this PC tonight.</p>'),
  ),
  page(
    'printer',
    'Printer',
    main('Printer', '<p>The printer is not responding. Unable to read the card in slot 1.</p>'),
  ),
  page(
    'news',
    'www.example.com/news',
    main(
      'News',
      '<p>A bank said that customers’ cards were blocked after the wrong PIN was entered; the link that was sent had expired.</p>',
    ),
  ),
  page(
    'camera',
    'Photos',
    '<main style="height:400px;background:linear-gradient(120deg,#7a5,#256 60%,#fd9)"></main>',
  ),
  page(
    'site-down',
    'www.example.com',
    '<main class="browser"><h1>This site can’t be reached</h1><p>www.example.com refused to connect.</p></main>',
  ),
];
