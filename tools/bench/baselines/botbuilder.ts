import { createRequire } from 'node:module';
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  MessageFactory,
  type TurnContext,
  UserState,
} from 'botbuilder';
import * as dialogs from 'botbuilder-dialogs';
import type { HttpServer } from '../../../src/http/restify.ts';
import { type ProfileDialog, profileDialog } from './profile.ts';

// The classic bot: Bot Framework SDK on restify, prompts in a waterfall, both states in memory, no authentication, no
// cards.

const restify = createRequire(import.meta.url)('restify');

class ProfileBot extends ActivityHandler {
  readonly #conversations: ConversationState;
  readonly #users: UserState;

  constructor(conversations: ConversationState, users: UserState, dialog: ProfileDialog) {
    super();
    this.#conversations = conversations;
    this.#users = users;
    const state = conversations.createProperty<dialogs.DialogState>('dialogs');
    this.onMessage(async (context, next) => {
      await dialog.run(context, state);
      await next();
    });
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    await this.#conversations.saveChanges(context, false);
    await this.#users.saveChanges(context, false);
  }
}

const storage = new MemoryStorage();
const users = new UserState(storage);
const bot = new ProfileBot(
  new ConversationState(storage),
  users,
  profileDialog({ ...dialogs, MessageFactory }, users),
);
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));

const server = restify.createServer() as HttpServer & { use(handler: unknown): void };
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) =>
  adapter.process(request as never, response as never, (context) => bot.run(context)),
);
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(JSON.stringify({ msg: 'ready', port: server.address().port }));
});
process.on('SIGTERM', () => process.exit(0));
