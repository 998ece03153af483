import { describe, expect, it } from 'vitest';
import { readWorking } from '../../../src/intake/message/case-requests.ts';

describe('what is typed under "Is it working now?"', () => {
  const SAID = {
    yes: [
      'yes',
      'Yep, thanks',
      'yes its working now thanks',
      'it works',
      'no problem, works',
      'all sorted, no more issues',
      "I'm in, thanks for trying",
      'everything is fixed',
    ],
    no: [
      'no',
      'nope',
      'not yet',
      'no still not working, email never came',
      "still can't get in",
      'yes still not working',
      "no it's not working",
      'no I tried everything',
      'same error',
    ],
    unclear: [
      'yes I tried and no',
      'it works? no',
      'it worked yesterday but not today',
      'working but payslip missing',
      'no it works',
      'no thanks',
      'yes but only on my phone',
      "yes I'll try tomorrow",
      'yes?',
    ],
    undefined: ['hello', 'is it working now?', 'my smartcard is not linked to esr'],
  };
  it.each(Object.entries(SAID))('is read as %s', (meant, texts) => {
    const wrong = texts.filter((text) => String(readWorking(text)) !== meant);
    expect(wrong).toEqual([]);
  });
});
