import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handoffCard, statusCard } from '../../../src/bot/cases/case-cards.ts';
import { Cards } from '../../../src/cards/render.ts';
import type { Case, Requester } from '../../../src/cases/case.ts';
import { loadGuides } from '../../../src/guides/load-guides.ts';
import { loadProblems } from '../../../src/guides/problems.ts';
import { aCase, at, CHLOE } from '../../shared/a-case.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const deps = {
  cards: new Cards(join(ROOT, 'cards')),
  problems: loadProblems(join(ROOT, 'guides')),
  guides: loadGuides(join(ROOT, 'guides'), ['esneft']),
  now: () => at(125),
};
interface FactSet {
  readonly type: string;
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
}
/** The facts of a handoff card, by name. */
function factsOf(it: Case): Record<string, string> {
  const body = handoffCard(deps, it).body as { id?: string; items: FactSet[] }[];
  const details = body.find(({ id }) => id === 'details');
  const facts = details?.items.find(({ type }) => type === 'FactSet')?.facts ?? [];
  return Object.fromEntries(facts.map(({ title, value }) => [title, value]));
}
const mismatch = (learnerType?: string) =>
  aCase({ problem: 'details-dont-match', details: { ...aCase().details, learnerType } });

describe('who does the work, at ESNEFT', () => {
  it('is the OLM team for the details of an external learner, and the ESR Team for the reset', () => {
    const done = factsOf(mismatch('external-learner'))['Done by'];
    expect(done).toMatch(/^OLM team .*details\. ESR Team .*reset/);
    expect(done).not.toContain('(if');
  });

  it('is only the ESR Team for staff', () => {
    expect(factsOf(mismatch('staff'))['Done by']).toMatch(/^ESR Team/);
  });

  it('says for whom where nobody said what they are', () => {
    expect(factsOf(mismatch())['Done by']).toMatch(/^OLM team .*\(if external learner\)\. ESR Team/);
  });

  it('is the ESR Team for linking a smartcard', () => {
    expect(factsOf(aCase({ problem: 'smartcard-not-linked' }))['Done by']).toMatch(/^ESR Team .*smartcard/);
  });

  it('is not said where the guide does not say it', () => {
    expect(factsOf(aCase({ problem: 'other' }))).not.toHaveProperty('Done by');
  });
});

describe('what the ESR Team works from', () => {
  const everything = aCase({
    problem: 'email-changed',
    requesters: [
      { kind: 'trainer', person: CHLOE, chat: 'escalation', at: at(0) },
      { kind: 'staff', person: { id: 'a', name: 'Aisha Khan' }, chat: 'chat-aisha', at: at(3) },
    ],
    details: {
      name: 'Aisha Khan',
      esrUsername: '432KHANA03',
      correctEmail: 'aisha.khan@nhs.net',
      smartcardNumber: '123456789012',
      esrNumber: '20481632',
      learnerType: 'volunteer',
    },
    trail: [
      {
        branch: 'email-changed',
        step: 'error',
        answer: 'typed',
        shown: 'What does the screen say?',
        answered: 'ORA-20001: no match',
        at: at(0),
      },
    ],
  });
  const card = JSON.stringify(handoffCard(deps, everything)).replace(/\u200B/g, '');

  it('has who raised it, for whom, how many reported it, and when', () => {
    expect(factsOf(everything)).toMatchObject({
      From: 'Chloe Martin (Epic trainer)',
      'Also from': 'Aisha Khan',
      Learner: 'Aisha Khan',
      'ESR number': '20481632',
      'They are': 'Volunteer',
      Reports: '2 people reported this',
    });
    expect(card).toContain('Raised at 10am today');
  });

  it('has what is copied into ESR alone on its line, the address as one that the record does not have', () => {
    for (const text of ['432KHANA03', 'aisha.khan@nhs.net', '123456789012']) {
      expect(card).toContain(`{"type":"TextRun","text":"${text}"`);
    }
    expect(card).toContain('not the one on the record');
  });

  it('has the exact words of the error', () => {
    expect(card).toContain('ORA-20001: no match');
  });

  it('leaves the remark about the record to the ESR Team', () => {
    expect(JSON.stringify(statusCard(deps, everything))).not.toContain('on the record');
  });
});

describe('what two people give differently', () => {
  const from = (id: string, details: Case['details'], chat = 'escalation'): Requester => ({
    kind: 'trainer',
    chat,
    at: at(0),
    person: { id, name: `${id} Martin` },
    given: { problem: 'other', details, trail: [] },
  });
  const chloes = { name: 'Ann Lee', smartcardNumber: '111', esrNumber: '1', learnerType: 'staff' };
  const devs = { name: 'Bob Poe', smartcardNumber: '222', esrNumber: '2', learnerType: 'volunteer' };
  const both = aCase({ requesters: [from('Chloe', chloes), from('Dev', devs)], details: chloes });

  it('is on the ESR Team’s card, with who gave it, and on the card of the chat that gave it', () => {
    expect(factsOf(both)).toMatchObject({
      Learner: 'Ann Lee',
      'Name also given': 'Bob Poe (Dev Martin)',
      'ESR number also given': '2 (Dev Martin)',
      'Or they are': 'Volunteer (Dev Martin)',
    });
    const card = JSON.stringify(handoffCard(deps, both)).replace(/\u200B/g, '');
    expect(card).toMatch(/Smartcard number also given, by Dev Martin.*222/);
    const own = JSON.stringify(statusCard(deps, both)).replace(/\u200B/g, '');
    for (const one of ['Ann Lee', 'Bob Poe', '111', '222']) expect(own).toContain(one);
  });

  it('is not shown to another chat, nor where they gave the same', () => {
    const apart = { ...both, requesters: [from('Chloe', chloes), from('Dev', devs, 'elsewhere')] } as const;
    expect(JSON.stringify(statusCard(deps, apart))).not.toMatch(/Bob|222/);
    const same = {
      ...both,
      requesters: [from('Chloe', chloes), from('Dev', { name: ' ann  LEE' })],
    } as const;
    expect(Object.keys(factsOf(same)).filter((name) => /also|Or they/.test(name))).toEqual([]);
  });
});
