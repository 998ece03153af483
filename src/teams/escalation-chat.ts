import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { pressedData } from '../../dialogs/card-press.ts';
import { cardMessage } from '../cards/message.ts';
import type { Cards } from '../cards/render.ts';
import type { Desk } from '../cases/desk.ts';
import type { Guide } from '../guides/guide.ts';
import type { BranchId, TrustId } from '../guides/ids.ts';
import { usernameRulesOf } from '../guides/username-rules.ts';
import { readEmail } from '../intake/email-address.ts';
import { readUsername } from '../intake/esr-username.ts';
import { type Learner, type LearnersReading, readLearners } from '../intake/learners.ts';
import { findSecrets } from '../privacy/secrets.ts';
import { cardResponse, messageResponse } from './invoke-responses.ts';
import { type LearnerRow, learnersCard } from './learner-card.ts';
import { personOf, saidToBot } from './people.ts';

export interface EscalationParts {
  readonly desk: Desk;
  readonly cards: Cards;
  readonly guides: ReadonlyMap<TrustId, Guide>;
}

/** More learners than a class has; a card of them would not fit Teams' limit. */
export const MAX_LEARNERS = 20;

const Field = z.string().trim().max(200).catch('');
const LearnersPress = z
  .object({ learners: z.coerce.number().int().min(1).max(MAX_LEARNERS) })
  .catchall(z.unknown());

const PROBLEMS: Readonly<Record<string, BranchId>> = {
  'details-do-not-match': 'details-dont-match',
  'no-reset-email': 'reset-email-missing',
  locked: 'account-locked',
  'no-username-yet': 'new-record',
};

/** The Epic trainers' linked chat: reads learners out of what is typed, shows them to check, and hands over the complete ones. */
export class EscalationChat {
  readonly #parts: EscalationParts;

  constructor(parts: EscalationParts) {
    this.#parts = parts;
  }

  async turn(context: TurnContext, trust: TrustId): Promise<AdaptiveCardInvokeResponse> {
    const press = LearnersPress.safeParse(pressedData(context.activity));
    if (press.success) return this.#send(context, trust, press.data);
    await this.#read(context, trust);
    return messageResponse('');
  }

  async #read(context: TurnContext, trust: TrustId): Promise<void> {
    const { activity } = context;
    const said = saidToBot(activity);
    const rules = usernameRulesOf(this.#parts.guides, trust);
    const reading: LearnersReading = readLearners(said, rules);
    const [first] = reading.rows;
    if (first === undefined) {
      await context.sendActivity(HOW_TO);
      return;
    }
    const rows = reading.rows.slice(0, MAX_LEARNERS).map((learner) => toRow(learner));
    const secret = reading.findings.some((finding) => finding.code === 'sensitive-data');
    const card = learnersCard(this.#parts.cards, rows, { secret, more: reading.rows.length - rows.length });
    await context.sendActivity(cardMessage(card) as Partial<Activity>);
  }

  async #send(
    context: TurnContext,
    trust: TrustId,
    press: Record<string, unknown>,
  ): Promise<AdaptiveCardInvokeResponse> {
    const { desk, cards, guides } = this.#parts;
    const { activity } = context;
    const rules = usernameRulesOf(guides, trust);
    const rows: LearnerRow[] = [];
    const problems = z.string().catch('').parse(press.problems).split(',');
    for (let index = 0; index < Number(press.learners); index += 1) {
      const field = (name: string) => Field.parse(press[`${name}-${index}`]);
      const problem = Object.values(PROBLEMS).find((one) => one === problems[index]);
      const typed = { name: field('name'), username: field('username'), email: field('email'), problem };
      const row = checkRow(typed, rules);
      if (!row.complete || press[`send-${index}`] === 'false') {
        rows.push(row);
        continue;
      }
      const raised = await desk.raise({
        trust,
        problem: problem ?? 'other',
        requester: { kind: 'trainer', person: personOf(activity), chat: activity.conversation.id },
        details: {
          esrUsername: row.username,
          correctEmail: row.email,
          ...(row.name === '' ? {} : { name: row.name }),
        },
        trail: [],
        key: `learner:${activity.conversation.id}:${activity.replyToId ?? activity.id}:${row.username}`,
      });
      rows.push({ ...row, sent: raised.case.reference, joined: raised.joined });
    }
    const card = learnersCard(cards, rows, {});
    if (activity.type === 'message' && activity.replyToId !== undefined) {
      await context.updateActivity({ ...cardMessage(card), id: activity.replyToId } as Partial<Activity>);
    } else if (rows.some((row) => row.sent !== undefined) && activity.replyToId !== undefined) {
      // Everyone in the chat sees what was sent, not only who pressed.
      await context.updateActivity({ ...cardMessage(card), id: activity.replyToId } as Partial<Activity>);
    }
    return cardResponse(card);
  }
}

function toRow(learner: Learner): LearnerRow {
  return {
    name: learner.name ?? '',
    username: learner.username ?? '',
    email: learner.email ?? '',
    problem: learner.problem === undefined ? undefined : PROBLEMS[learner.problem],
    issues: learner.issues,
    complete: learner.complete,
  };
}

/** A row as it came back from the card, checked again: the card's own checks are a convenience. */
function checkRow(
  typed: Pick<LearnerRow, 'name' | 'username' | 'email' | 'problem'>,
  rules: Parameters<typeof readUsername>[1],
): LearnerRow {
  const username = readUsername(typed.username, rules);
  const email = readEmail(typed.email);
  const secret = findSecrets(typed.name).length > 0;
  const issues = [...username.issues, ...email.issues];
  return {
    name: secret ? '' : typed.name.slice(0, 80),
    username: username.value.slice(0, 40),
    email: email.value,
    problem: typed.problem,
    issues,
    complete: !issues.some((issue) => issue.blocking),
  };
}

const HOW_TO =
  "Mention me with the learner's ESR username and correct email address, for example: 432SMITHJ01 jo.smith@nhs.net. For a class, put one learner on each line. I check them with you before anything is sent.";
