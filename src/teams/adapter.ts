import {
  type Activity,
  CloudAdapter,
  type InvokeResponse,
  type ResourceResponse,
  type TurnContext,
} from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { errorFields } from '../logging/error-fields.ts';
import type { Inbound } from './activity-schema.ts';
import { TeamsAuthentication } from './authentication.ts';
import type { Replies } from './replies.ts';
import { type Caller, loopbackOnly, type RequestGuard, RequestRefused, teamsOnly } from './request-guard.ts';
import { SigningKeysError } from './signing-keys.ts';
import { Turn } from './turn.ts';

/** Bot Framework's adapter behind our own request guard. */
export class TeamsAdapter extends CloudAdapter {
  readonly #authentication: TeamsAuthentication;
  readonly #guard: RequestGuard;
  readonly #appId: string;
  readonly #replies: Replies | undefined;

  /** Without `replies`, what Teams refuses is refused. */
  constructor(config: Config, log?: Logger, replies?: Replies) {
    const serve = config.mode === 'serve' ? config : undefined;
    const guard = serve === undefined ? loopbackOnly : teamsOnly(serve);
    const keysFailed = (error: unknown) =>
      log?.warn({ code: codeOf(error) }, 'signing keys could not be fetched');
    const authentication = new TeamsAuthentication(serve?.sdk, guard.checkServiceUrl, keysFailed);
    super(authentication);
    this.#authentication = authentication;
    this.#guard = guard;
    this.#replies = replies;
    this.#appId = serve?.appId ?? '';
  }

  /** The token that the bot writes to Teams with; none in a trial. Throws SignInError. */
  async token(): Promise<string | undefined> {
    return this.#appId === '' ? undefined : this.#authentication.token();
  }

  /** Since when the keys that Teams' tokens are checked with cannot be fetched. Undefined while they can. */
  signingKeysFailingSince(): string | undefined {
    return this.#authentication.signingKeys.failingSince();
  }

  /** Throws RequestRefused when the token alone says that it is not Teams. */
  checkToken(authorization: string): Caller {
    return this.#guard.checkToken(authorization, Date.now());
  }

  /** Runs one inbound activity through the bot; throws RequestRefused when it does not come from Teams. */
  async receive(
    caller: Caller,
    activity: Inbound,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    this.#guard.checkActivity(caller, activity);
    const times = { timestamp: new Date(), localTimestamp: undefined };
    try {
      return await this.processActivity(
        caller.authorization,
        { ...activity, ...times } as unknown as Activity,
        logic,
      );
    } catch (error) {
      // The SDK reports a token that does not verify in several ways; none of them says more than "no" to the sender.
      if (isTokenError(error)) throw new RequestRefused(401, 'signature');
      if (error instanceof SigningKeysError) throw new RequestRefused(500, 'signing-keys');
      throw error;
    }
  }

  /** One after the other: a reply that has to wait holds back those after it. */
  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    if (this.#replies === undefined) return super.sendActivities(context, activities);
    return this.#replies.send(
      context,
      activities,
      async (activity) => (await super.sendActivities(context, [activity]))[0],
    );
  }

  override async updateActivity(
    context: TurnContext,
    activity: Partial<Activity>,
  ): Promise<ResourceResponse | undefined> {
    const post = async () => (await super.updateActivity(context, activity)) ?? undefined;
    return this.#replies === undefined
      ? post()
      : (await this.#replies.send(context, [activity], post, activity.id))[0];
  }

  /** A turn of the bot's own in a chat it was spoken to in before. */
  write(
    chat: { id: string; serviceUrl: string; tenantId: string; bot: { id: string; name: string } },
    logic: (turn: Turn) => Promise<void>,
  ) {
    return this.continueConversationAsync(
      this.#appId,
      {
        channelId: 'msteams',
        serviceUrl: chat.serviceUrl,
        bot: chat.bot,
        conversation: { id: chat.id, tenantId: chat.tenantId } as Activity['conversation'],
      },
      (context) => {
        // The SDK makes up an activity to continue from, and would reply to it: Teams has none.
        delete (context.activity as Partial<Activity>).id;
        return logic(new Turn(context));
      },
    );
  }
}

/** `fetch` says what went wrong in the cause alone. */
const codeOf = (error: unknown) =>
  errorFields(error instanceof Error && error.cause instanceof Error ? error.cause : error).code;

/** Not when the keys could not be fetched: then Teams is to send the activity again. */
const isTokenError = (error: unknown) =>
  error instanceof AuthenticationError
    ? error.statusCode < 500
    : error instanceof Error &&
      ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(error.name);
