import { INBOUND_PROBLEMS } from '../teams/activity-schema.ts';

/** Every reason for which a request or a press is refused. */
export const REFUSAL_REASONS = [
  // The token
  'token-shape',
  'token-claims',
  'issuer',
  'audience',
  'expired',
  'not-yet-valid',
  'signature',
  'signing-keys',
  // Where the activity says that it comes from
  'channel',
  'tenant',
  'service-url',
  'service-url-host',
  'service-url-scheme',
  'service-url-shape',
  // The request
  'send JSON, with content type application/json',
  'the body is too large',
  ...INBOUND_PROBLEMS,
  // A service desk's request
  'desk signature',
  'desk timestamp',
  'desk too fast',
  'desk case',
  // The press
  'case of another chat',
  'class of another chat',
  'desk of another chat',
  'not for esr-team',
  'not for requester',
] as const;

/**
 * Why something was refused. Reasons are logged, become labels of a metric and are kept for the audit, so the list is
 * closed: nothing that a sender wrote can become one.
 */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
