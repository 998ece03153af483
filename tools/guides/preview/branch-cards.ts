import { WaterfallContext } from '../../../dialogs/engine/branch-context.ts';
import {
  type DialogTurn,
  newConversation,
  setDialogTurn,
} from '../../../dialogs/engine/conversation-state.ts';
import type { DialogContext } from '../../../dialogs/engine/sdk.ts';
import { BRANCHES } from '../../../dialogs/flow/branches.ts';
import type { Card, Cards } from '../../../src/cards/render.ts';
import type { ChatFacts } from '../../../src/guides/fill-facts.ts';
import type { Guide } from '../../../src/guides/guide.ts';
import { type Problems, problemsOf } from '../../../src/guides/problems.ts';
import { stepsOf } from '../flow.ts';

/** What is worked out in the chat, as an example. */
const EXAMPLES: ChatFacts = {
  'when.emailBy': '3:40pm today',
  'when.linkEnds': '7:25pm today',
  'when.lockEnds': '3:25am tomorrow',
  'when.usernameFrom': 'tomorrow',
  'when.accountUntil': 'Mon 4 Jan 2027',
  'said.username': '999SMITHJ01',
  'said.prefix': '999',
  'said.suggestion': '999SMITHJ01',
  'said.attemptsLeft': '2',
};

export interface PreviewDeps {
  readonly guide: Guide;
  readonly problems: Problems;
  readonly cards: Cards;
  readonly now: string;
}

/** The problems of a guide, with the title that its staff read. */
export const branchesOf = ({ guide, problems }: PreviewDeps) =>
  [...problemsOf(guide, problems).branches].flatMap(([id, { title }]) =>
    guide.branches[id] === undefined ? [] : [{ id, title }],
  );

/** The card of each step of a problem in the guide's words, in order, with the step's name. */
export function cardsOf(deps: PreviewDeps, branch: string): { step: string; card: Card }[] {
  const { guide, problems, cards, now } = deps;
  const walked = BRANCHES.find((one) => one.branch === branch)?.walked ?? [];
  const conversation = { ...newConversation(), trust: guide.trust, branch, facts: EXAMPLES };
  const turn = { conversation, deps: { guides: new Map([[guide.trust, guide]]), problems, now: () => now } };
  const dc = { context: { turnState: new Map() } } as unknown as DialogContext;
  setDialogTurn(dc.context, turn as unknown as DialogTurn);
  const context = new WaterfallContext(dc, branch, walked);
  return stepsOf(guide, branch, walked)
    .filter(({ kind }) => kind !== 'ask')
    .map(({ kind, name }) => ({
      step: name,
      card: cards.render(kind, { ...context.stepData(name), nonce: '' }),
    }));
}
