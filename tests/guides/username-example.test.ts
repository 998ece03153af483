import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formData, readForm } from '../../dialogs/flow/handover-form.ts';
import { TRAINER_TEXTS } from '../../src/bot/trainers/texts.ts';
import { Cards } from '../../src/cards/render.ts';
import type { TrustId } from '../../src/guides/ids.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { exampleUsername, usernameRulesOf } from '../../src/guides/username-rules.ts';
import { readUsername } from '../../src/intake/fields/esr-username.ts';
import { Rehearsal } from '../dialogs/rehearse.ts';
import { TRUST_IDS } from '../support/guides.ts';

const ROOT = join(import.meta.dirname, '../..');
const guides = loadGuides(join(ROOT, 'guides'), TRUST_IDS);
const cards = new Cards(join(ROOT, 'cards'));

/** What stands in the form's empty username box. */
function placeholder(trust: TrustId): string {
  const { turn } = new Rehearsal(trust);
  const data = { ...formData(turn), problem: '', unlinked: false, contact: [], nonce: '' };
  const { body } = cards.render('details', { ...data, username_asked: true }) as unknown as {
    body: { id?: string; placeholder?: string }[];
  };
  return body.find(({ id }) => id === 'username')?.placeholder ?? '';
}

const exampleShown = (trust: TrustId) => /^For example (\S+)$/.exec(placeholder(trust))?.[1];

const EXAMPLES = TRUST_IDS.flatMap((trust) => {
  const example = exampleShown(trust);
  return example === undefined ? [] : [[trust, example] as const];
});

it.each(EXAMPLES)('the form of %s takes the example that it shows: %s', (trust, example) => {
  expect(readUsername(example, usernameRulesOf(guides, trust))).toEqual({ value: example, issues: [] });
  const { turn } = new Rehearsal(trust);
  const read = readForm(turn, { username: example, email: 'jo.smith@nhs.net', words: 'It is blank' });
  expect(read).toMatchObject({ details: { esrUsername: example } });
});

describe.each(TRUST_IDS)('the example username of %s', (trust) => {
  const shown = exampleShown(trust);

  it('stands on the form where the guide says how usernames begin; else the box says what is checked', () => {
    const prefixes = guides.get(trust)?.username.prefixes ?? [];
    expect(shown !== undefined).toBe(prefixes.length > 0);
    expect(placeholder(trust)).toMatch(/example|3 numbers/);
  });

  it('is what its trainers are shown, and no other Trust’s', () => {
    const guide = guides.get(trust);
    const said = TRAINER_TEXTS.howTo(guide && exampleUsername(guide));
    expect(said.match(/\d{3}[A-Z]+\d{2}/)?.[0]).toBe(shown);
  });
});
