import { describe, expect, it } from 'vitest';
import { readCaseRequest, readWorking, saysItIsSorted } from '../../../src/intake/message/case-requests.ts';

describe('what a person with an open case types', () => {
  it.each([
    ['my email should be ann.new@nhs.net, please use that one instead', 'ann.new@nhs.net'],
    ['sorry I gave you the wrong email, it’s ann.new@nhs.net.', 'ann.new@nhs.net'],
    ['please use ann.new@nhs.net instead', 'ann.new@nhs.net'],
    ['the correct email is ann.new@nhs.net', 'ann.new@nhs.net'],
    ['I put ann.nwe@nhs.net, it should be ann.new@nhs.net', undefined],
    ['change my email to ann.new@nhs.net', 'ann.new@nhs.net'],
  ])('is a wish to change its address: %s', (text, address) => {
    const request = readCaseRequest(text);
    expect([request?.asks, request?.text]).toEqual(['email', address]);
  });

  it.each([
    'it says wrong email or password for ann.new@nhs.net',
    'my email has changed and ESR still has the old one',
    'the link should be sent to my phone',
    'ann.new@nhs.net',
  ])('is none: %s', (text) => expect(readCaseRequest(text)).toBeUndefined());

  it.each([
    ['add to my case that I tried again at 3', 'I tried again at 3'],
    ['Can you add to my case: it now says locked', 'it now says locked'],
    ['please add a note to the ticket that I am on nights', 'I am on nights'],
    ['could you add that I have a new phone to my case?', 'I have a new phone'],
    ['add to my case K7M-4PT that I am on nights', 'I am on nights'],
    ['add something to my case', undefined],
    ['add to my case please', undefined],
    ['can u add to my case that im on nights', 'im on nights'],
    ['I would like to add to case that im on nights', 'im on nights'],
    ['also add to my ticket: new phone number', 'new phone number'],
  ])('is a wish to add words to it: %s', (text, words) => {
    const request = readCaseRequest(text);
    expect([request?.asks, request?.text]).toEqual(['add', words]);
  });

  it('names a case, even by letters that no reference has', () => {
    expect(readCaseRequest('add to my case ABC-123 that I am off')).toEqual({
      asks: 'add',
      reference: 'ABC-123',
      text: 'I am off',
    });
  });

  it('is a wish to see their case, however they ask whether somebody works on it', () => {
    const asked = [
      'when will I hear back?',
      'Hi, when will I hear from the ESR Team',
      'when am I going to hear something',
      'when will someone get back to me please',
      'when are you going to contact me?',
      'when can I expect to hear anything',
      'who has my case?',
      'who’s dealing with my case',
      'who is looking at it',
      "who's got my ticket now?",
      'has anyone looked at it yet?',
      'has anybody picked up my case',
      'did anyone read my message',
      'is somebody working on this?',
      'are they looking at my problem?',
      'hello, has the team seen this yet',
      'did you get round to reading my message',
      'still waiting for a reply',
      'nobody has got back to me',
      'can you chase this',
      'case status',
      'update on my case please',
      'is my case still open?',
      'whats my reference',
      'how long will you take?',
      'How long does the team usually take to reply',
      'how long will it take someone to look at my case',
      'how long is it going to take for the ESR team to answer me',
    ];
    expect(asked.filter((text) => readCaseRequest(text)?.asks !== 'see')).toEqual([]);
  });

  it('is a wish to see their case, where it can be withdrawn', () => {
    const asked = [
      'withdraw it',
      'cancel it please',
      'please cancel',
      'can you close it',
      'Withdraw please',
      "I don't need help any more",
      'i dont need this anymore thanks',
      'no longer need help',
      'is it done yet?',
      'is it sorted',
    ];
    expect(asked.filter((text) => readCaseRequest(text)?.asks !== 'see')).toEqual([]);
  });

  it('is about something else', () => {
    const others = [
      'cancel',
      'close the window',
      'how do I cancel my leave',
      'I no longer need the smartcard, how do I cancel it',
      'is it down?',
      'when will I get the email?',
      'when will I get paid',
      'when will the reset link come',
      'who do I contact?',
      'who has access to my record',
      'who is my manager in ESR',
      'who is this?',
      'has anyone else got this problem?',
      'is it working for you?',
      'can someone help me',
      'can you help me with my login',
      'when will it unlock',
      'is anyone there?',
      'will you help me?',
      'how long will it take?',
      'how long does the reset email take',
      'how long is my account locked',
      'how long is ESR going to be',
      'how long will it take ESR to load',
      'add to the request queue',
      'can you add my manager to my case',
    ];
    expect(others.filter((text) => readCaseRequest(text) !== undefined)).toEqual([]);
  });

  const SORTED = [
    'it works now',
    'sorted, thanks',
    "I'm in now",
    'all working again, thank you',
    'yes, it works',
  ];
  const NOT = [
    'yes',
    'thanks',
    'can you get it sorted now?',
    'how do I get this sorted now',
    'it worked yesterday',
    'working on ward 4 today',
    'fixed term contract wrong',
    'im in bed 4 theatre today call me',
  ];
  it('is that it is sorted, or not', () => {
    expect([...SORTED, ...NOT].filter(saysItIsSorted)).toEqual(SORTED);
  });
});

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
      'got in',
      'cheers got in now',
      'yh',
      'yeh its ok',
      'yes I can',
      '👍',
      '✅👍🏽',
      'thanks for all your help, I can log in to ESR again',
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
      'it worked for a minute',
      'it worked on the first screen then error',
      'its working very slow',
      'works on my phone',
      'resolved? i dont know',
      'yes please',
      'yes it is a problem again',
      'yes I have issues',
      "yes that's my login",
      'is esr working now',
      'yes i tried that',
      'yes the email address is right',
      'done the steps',
      'my manager says its fixed',
      'can i get it sorted',
    ],
    undefined: [
      'hello',
      'is it working now?',
      'my smartcard is not linked to esr',
      'im in the office',
      'working on ward 4 today',
    ],
  };
  it.each(Object.entries(SAID))('is read as %s', (meant, texts) => {
    const wrong = texts.filter((text) => String(readWorking(text)) !== meant);
    expect(wrong).toEqual([]);
  });
});
