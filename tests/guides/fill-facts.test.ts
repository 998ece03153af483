import { describe, expect, test } from 'vitest';
import { fillChatFacts, fillFacts } from '../../src/guides/fill-facts.ts';
import type { GuideData } from '../../src/guides/guide.ts';

const done = { text: 'Done.', next: [], source: 'Item 1' };
const outcomes: GuideData['outcomes'] = {
  'password-reset-sent': done,
  'email-corrected-reset-sent': done,
  'record-corrected': done,
  'username-sent': done,
  'smartcard-linked': done,
  'referred-to-it': done,
  'not-our-trust': done,
  'could-not-help': done,
};

function guideSaying(text: string, list?: string[]): GuideData {
  return {
    trust: 'esneft',
    name: 'A Trust',
    shortName: 'A Trust',
    source: 'A guide',
    username: {
      prefixes: [
        { code: '111', old: true, source: 'Item 1' },
        { code: '222', source: 'Item 1' },
      ],
      lastTwoDigits: true,
    },
    password: { minLength: 12, rules: ['Use {{password.minLength}} characters.', 'Use a number.'] },
    reset: { emailMinutes: [10, 15], linkHours: 4 },
    handover: { asks: ['username'], source: 'Item 1' },
    contacts: { 'esr-team': { name: 'ESR Team', source: 'Item 1' } },
    branches: {
      'reset-link-expired': {
        source: 'Item 1',
        steps: { 'still-valid': { text, source: 'Item 1', ...(list && { list }) } },
      },
    },
    outcomes,
    review: [],
  };
}

function filled(text: string, list?: string[]) {
  const reports: { path: PropertyKey[]; message: string }[] = [];
  const guide = fillFacts(guideSaying(text, list), (path, message) => reports.push({ path, message }));
  return { step: guide.branches['reset-link-expired']?.steps['still-valid'], reports };
}

describe('facts stated once in a guide', () => {
  test.each([
    ['{{reset.linkHours}} hours', '4 hours'],
    ['{{ reset.linkHours }} hours', '4 hours'],
    ['in {{reset.emailMinutes}} minutes', 'in 10 to 15 minutes'],
    ['the {{contacts.esr-team.name}}', 'the ESR Team'],
    ['{{username.prefix}}, not {{username.oldPrefix}}', '222, not 111'],
  ])('"%s" reads "%s"', (text, expected) => {
    expect(filled(text)).toMatchObject({ step: { text: expected }, reports: [] });
  });

  test('a list named alone in a list stands for all its lines, filled', () => {
    const { step } = filled('The rules:', ['First', '{{password.rules}}', 'Last']);
    expect(step?.list).toEqual(['First', 'Use 12 characters.', 'Use a number.', 'Last']);
  });

  test('what is worked out in the chat is left for the chat', () => {
    expect(filled('until {{when.linkEnds}}')).toMatchObject({
      step: { text: 'until {{when.linkEnds}}' },
      reports: [],
    });
  });

  test.each([
    'reset.linkDays',
    'password.history',
    'password.rules',
    'reset',
    'when.never',
    'contacts.it.name',
  ])('{{%s}} in a sentence is reported with its place', (name) => {
    expect(filled(`a {{${name}}} b`).reports).toEqual([
      {
        path: ['branches', 'reset-link-expired', 'steps', 'still-valid', 'text'],
        message: expect.stringContaining(`{{${name}}}`),
      },
    ]);
  });

  test('an expression that the card renderer would run is reported', () => {
    const expression = ['$', '{secret}'].join('');
    expect(filled(expression).reports).toHaveLength(1);
  });
});

describe('facts worked out in the chat', () => {
  test('are put in where the words name them', () => {
    const words = 'until {{when.linkEnds}}, {{ said.username }}';
    expect(fillChatFacts(words, { 'when.linkEnds': '3:40pm today', 'said.username': '222AB01' })).toBe(
      'until 3:40pm today, 222AB01',
    );
  });

  test('what a person typed is not read for facts again', () => {
    expect(fillChatFacts('{{said.username}}', { 'said.username': '{{when.linkEnds}}' })).toBe(
      '{{when.linkEnds}}',
    );
  });

  test('read as nothing when they are not known', () => {
    expect(fillChatFacts('a{{when.linkEnds}}b', {})).toBe('ab');
  });
});
