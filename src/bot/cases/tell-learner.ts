import { type CardData, token } from '../../cards/render.ts';
import { type Case, isAsked } from '../../cases/case.ts';
import type { CaseCardDeps } from './case-card-deps.ts';
import { outcomeWords } from './outcome-words.ts';
import { CASE_TEXTS } from './texts.ts';

/** Teams documents no limit; a few clients still cut an address at 2,083 characters. */
const LONGEST_LINK = 2000;

/**
 * A link that opens a chat with the learner in Teams, with what they need to know in the message box: the outcome and the next
 * steps in the guide's words, or the ESR Team's question. No button without such news, or without a usable address.
 */
export function tellLearner(deps: CaseCardDeps, it: Case, email: string | undefined): CardData {
  const [link] = newsFor(deps, it)
    .map((message) => (email === undefined ? undefined : teamsLink('chat', email, message)))
    .filter((one) => one !== undefined && one.length <= LONGEST_LINK);
  return { canTell: link !== undefined, tellLink: token(link ?? '') };
}

/** What a learner needs to know now, the longest version first. */
function newsFor({ guides }: CaseCardDeps, it: Case): string[] {
  const { question, resolution, state } = it;
  if (isAsked(it) && question !== undefined) return [CASE_TEXTS.learnerAsked(question.text)];
  if (state !== 'resolved' || resolution === undefined) return [];
  // No time: "today" would be wrong in a message that is sent tomorrow.
  const { text, next } = outcomeWords(guides.get(it.trust), resolution.outcome);
  const steps = next.map((line, index) => `${index + 1}. ${line}`);
  // All the steps or none: half of them would mislead.
  return [[text, ...steps].join('\n'), text].map((news) => CASE_TEXTS.learnerNews(news.replaceAll('**', '')));
}

/** A link that opens a chat or a call with this person in Teams; undefined for an address that could name others too. */
export function teamsLink(what: 'chat' | 'call', address: string, message?: string): string | undefined {
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+$/.test(address)) return undefined;
  const said = message === undefined ? '' : `&message=${encodeURIComponent(message.toWellFormed())}`;
  return `https://teams.microsoft.com/l/${what}/0/0?users=${encodeURIComponent(address)}${said}`;
}
