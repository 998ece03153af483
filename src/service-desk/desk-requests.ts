import { createHash } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';
import type { Case, Refusal } from '../cases/case.ts';
import type { CaseService } from '../cases/case-service.ts';
import { mayDo } from '../cases/permissions.ts';
import { isServiceDesk, SERVICE_DESK } from '../cases/service-desk.ts';
import type { Guide } from '../guides/guide.ts';
import type { RefusalReason } from '../monitoring/refusal-reasons.ts';
import { type SendLimit, type SendLimitState, updateSendLimit } from '../outbox/send-limits.ts';
import type { DeskAnswer, DeskRequestStore } from '../store/service-desk/request-store.ts';
import { readReference } from '../text/reference.ts';
import { actionOf, type DeskRequest, readDeskRequest } from './desk-request.ts';

export interface DeskRequestsDeps {
  /** Each Trust's own secrets. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  readonly guides: ReadonlyMap<string, Guide>;
  readonly caseService: Pick<CaseService, 'find' | 'act'>;
  readonly store: DeskRequestStore;
  readonly now: () => string;
}

/** A request that is turned away; its sender learns the reason where it may. */
export interface TurnedAway extends DeskAnswer {
  readonly refused: RefusalReason;
  readonly retryAfterSeconds?: number;
}

/** An id has no full stop: that separates the parts of the signed text. */
const Headers = z.object({
  'webhook-id': z.string().regex(/^[A-Za-z0-9_:-]{1,100}$/),
  'webhook-timestamp': z.string().regex(/^\d{1,11}$/),
  'webhook-signature': z.string().min(1).max(1000),
});
export type DeskHeaders = z.output<typeof Headers>;

/** How old a request may be; the same as in the specification's own libraries. */
const TOLERANCE_SECONDS = 300;
/** Enough for a busy desk, and too little for one of its rules that loops. */
const LIMITS: readonly SendLimit[] = [{ everyMs: 200, burst: 60 }];

const away = (status: number, refused: RefusalReason, error: string = refused): TurnedAway => ({
  status,
  refused,
  body: { error },
});

/** The requests of Trusts' service desks, signed by the Standard Webhooks specification: each does one thing to one case. */
export class DeskRequests {
  readonly #deps: DeskRequestsDeps;
  readonly #verifiers: readonly (readonly [trust: string, verifier: Webhook])[];
  readonly #limits = new Map<string, SendLimitState>();

  constructor(deps: DeskRequestsDeps) {
    this.#deps = deps;
    this.#verifiers = [...deps.secrets].flatMap(([trust, secrets]) =>
      secrets.map((secret) => [trust, new Webhook(secret)] as const),
    );
  }

  /** Reads the signature's headers before anything else is read. */
  readHeaders(headers: object): DeskHeaders | TurnedAway {
    const read = Headers.safeParse(headers);
    if (!read.success) return away(401, 'desk signature');
    const age = Date.now() / 1000 - Number(read.data['webhook-timestamp']);
    return Math.abs(age) > TOLERANCE_SECONDS ? away(401, 'desk timestamp') : read.data;
  }

  /** Does what is asked for, once for each id, however often it comes. */
  async receive(reference: string, headers: DeskHeaders, body: string): Promise<DeskAnswer | TurnedAway> {
    const trust = this.#senderOf(headers, body);
    if (trust === undefined) return away(401, 'desk signature');
    const tooFast = this.#tooFast(trust);
    if (tooFast !== undefined) return tooFast;
    const request = readDeskRequest(body);
    if ('problem' in request) return { status: 400, body: { error: request.problem } };
    if (request.case !== readReference(reference))
      return { status: 400, body: { error: 'case: write the reference that is in the address too' } };
    const { store, now } = this.#deps;
    const id = headers['webhook-id'];
    const digest = createHash('sha256').update(body).digest('hex');
    const begun = await store.begin(trust, id, { digest, now: now() });
    if (begun === 'other')
      return { status: 409, body: { error: 'webhook-id: another request had this id; make a new one' } };
    if (begun !== 'new') return begun;
    const answer = await this.#act(trust, request, id);
    // Any other answer had no effect: the same request may be tried again.
    if (!('refused' in answer) && answer.status === 200) await store.answered(trust, id, answer);
    return answer;
  }

  /** The Trust whose secret signed it. */
  #senderOf(headers: DeskHeaders, body: string): string | undefined {
    return this.#verifiers.find(([, verifier]) => {
      try {
        verifier.verify(body, headers, { jsonParse: false });
        return true;
      } catch (error) {
        if (error instanceof WebhookVerificationError) return false;
        throw error;
      }
    })?.[0];
  }

  #tooFast(trust: string): TurnedAway | undefined {
    const taken = updateSendLimit(LIMITS, this.#limits.get(trust) ?? [], performance.now());
    if ('state' in taken) {
      this.#limits.set(trust, taken.state);
      return undefined;
    }
    return { ...away(429, 'desk too fast'), retryAfterSeconds: Math.ceil(taken.waitMs / 1000) };
  }

  async #act(trust: string, request: DeskRequest, id: string): Promise<DeskAnswer | TurnedAway> {
    const { caseService, guides } = this.#deps;
    const it = await caseService.find(request.case);
    // Whether another Trust has it is none of this one's business.
    if (it === undefined || it.trust !== trust) return away(404, 'desk case', 'there is no such case');
    const action = actionOf(request, guides.get(trust));
    if ('problem' in action) return { status: 422, body: { error: action.problem } };
    if (!mayDo('service-desk', action.type)) throw new TypeError(`A service desk may not ${action.type}`);
    const key = `desk:${trust}:${id}`;
    const holder = it.claim?.by;
    if ('takeOver' in request && request.takeOver && holder !== undefined && !isServiceDesk(holder))
      await caseService.act(it.reference, { type: 'assign', to: SERVICE_DESK }, SERVICE_DESK, `${key}:taken`);
    const done = await caseService.act(it.reference, action, SERVICE_DESK, key);
    if (done === undefined) return away(404, 'desk case', 'there is no such case');
    if (!('refused' in done)) return { status: 200, body: { done: true, ...stateOf(done.case) } };
    const status = ALREADY_SO.has(`${request.type} ${done.refused}`) ? 200 : 409;
    return { status, body: { done: false, why: done.refused, ...stateOf(done.case) } };
  }
}

/** Refusals that are no error: somebody was there first, for example because a desk's rule repeats what it was told. */
const ALREADY_SO: ReadonlySet<string> = new Set<`${DeskRequest['type']} ${Refusal['refused']}`>([
  'claim already-yours',
  'claim claimed-by-another',
  'claim already-resolved',
  'resolve already-resolved',
  'resolve already-closed',
  'close already-closed',
  'ticket ticket-known',
]);

const stateOf = ({ reference, state, version }: Case) => ({ case: { reference, state, version } });
