import { type CardData, token, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { onlyAddress } from '../../cases/given.ts';
import { fillChatFacts } from '../../guides/fill-facts.ts';
import type { Guide, GuideReply } from '../../guides/guide.ts';
import { offeredOutcomes, repliesAs } from '../../guides/outcomes.ts';
import { TEAM_TEXTS } from '../esr-team/texts.ts';
import type { CaseCardDeps } from './case-card-deps.ts';

/** What an ESR Team chooses from on a case: outcomes, saved questions and notes, and whether a reset went to its address. */
export function teamChoices(
  { guides }: CaseCardDeps,
  it: Case,
  // Where several addresses were given, the officer chooses.
  sentTo: string | undefined = onlyAddress(it),
): CardData {
  const { trust, details } = it;
  const guide = guides.get(trust);
  const saved = (as: GuideReply['as']) =>
    repliesAs(guide, as).map(([id, { name }]) => ({ id: token(id), name: words(name) }));
  const address = details.correctEmail ?? '';
  return {
    outcomes: outcomeChoices(guide),
    questions: saved('question'),
    notes: saved('note'),
    address,
    sentToShown: address,
    sentTo: sentTo === address ? address : '',
  };
}

/** The same for several cases, without what belongs to one: saved questions, saved notes and the address. */
export const choicesForSeveral = (guide: Guide | undefined): CardData => ({
  outcomes: outcomeChoices(guide),
  questions: [],
  notes: [],
  address: '',
  sentToShown: '',
  sentTo: '',
});

const outcomeChoices = (guide: Guide | undefined): CardData[] =>
  offeredOutcomes(guide).map(([id, { name, needsNote }]) => ({
    id: token(id),
    name: words(needsNote ? TEAM_TEXTS.sayWhy(name) : name),
  }));

/** What was typed, followed by a saved question or note with the case's details filled in. */
export function withReply(
  { guides }: CaseCardDeps,
  { trust, details }: Case,
  as: GuideReply['as'],
  id: string | undefined,
  typed = '',
): string {
  const [, reply] = repliesAs(guides.get(trust), as).find(([one]) => one === id) ?? [];
  if (reply === undefined) return typed;
  const { correctEmail, esrUsername } = details;
  const text = fillChatFacts(reply.text, {
    ...(correctEmail && { 'said.email': correctEmail }),
    ...(esrUsername && { 'said.username': esrUsername }),
  });
  return typed.includes(text) ? typed : `${typed} ${text}`.trim();
}
