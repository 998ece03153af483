import type { BranchId } from '../../src/guides/ids.ts';
import type { BranchDialog } from '../engine/branch.ts';
import { firstTimeAccess } from '../first-time/first-time-access.ts';
import { newRecord } from '../first-time/new-record.ts';
import { returningStaff } from '../first-time/returning-staff.ts';
import { deviceSupport } from '../home/device-support.ts';
import { manageInternetAccess } from '../home/manage-internet-access.ts';
import { careIdentityButtonMissing } from '../smartcard/care-identity-button-missing.ts';
import { smartcardLockedExpired } from '../smartcard/smartcard-locked-expired.ts';
import { smartcardLogin } from '../smartcard/smartcard-login.ts';
import { smartcardNotLinked } from '../smartcard/smartcard-not-linked.ts';
import { smartcardSoftwareError } from '../smartcard/smartcard-software-error.ts';
import { accountLocked } from '../username/account-locked.ts';
import { detailsDontMatch } from '../username/details-dont-match.ts';
import { emailChanged } from '../username/email-changed.ts';
import { forgotUsernamePassword } from '../username/forgot-username-password.ts';
import { incorrectDetails } from '../username/incorrect-details.ts';
import { loginUsername } from '../username/login-username.ts';
import { multipleAccounts } from '../username/multiple-accounts.ts';
import { passwordRules } from '../username/password-rules.ts';
import { resetEmailMissing } from '../username/reset-email-missing.ts';
import { resetLinkExpired } from '../username/reset-link-expired.ts';
import { sharedLogin } from '../username/shared-login.ts';
import { usernameFormat } from '../username/username-format.ts';
import { whichEmail } from '../username/which-email.ts';

/** Every problem that the bot can talk about, in any order: `branches.yaml` has the menu's. */
export const BRANCHES: readonly BranchDialog[] = [
  loginUsername,
  usernameFormat,
  incorrectDetails,
  forgotUsernamePassword,
  detailsDontMatch,
  resetEmailMissing,
  resetLinkExpired,
  passwordRules,
  accountLocked,
  multipleAccounts,
  whichEmail,
  emailChanged,
  sharedLogin,
  firstTimeAccess,
  newRecord,
  returningStaff,
  deviceSupport,
  smartcardLogin,
  smartcardLockedExpired,
  careIdentityButtonMissing,
  smartcardNotLinked,
  smartcardSoftwareError,
  manageInternetAccess,
];

export const BRANCH_IDS: readonly BranchId[] = BRANCHES.map(({ branch }) => branch);
