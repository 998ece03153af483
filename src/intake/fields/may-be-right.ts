/** Never right, whatever anyone says. */
const NEVER_RIGHT = /-missing$|-more-than-one$|^unsure-which$|^username-other-trust-prefix$/;
/** An address that a mail server might take, odd as it is. */
const PERHAPS_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Whether a value with this against it may be right all the same, so that the person who knows can say so. */
export function mayBeRight(code: string, value: string): boolean {
  if (code.startsWith('email-')) return PERHAPS_AN_ADDRESS.test(value) && !NEVER_RIGHT.test(code);
  return !NEVER_RIGHT.test(code);
}
