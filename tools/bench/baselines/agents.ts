import { createServer, type ServerResponse } from 'node:http';
import {
  ActivityHandler,
  CloudAdapter,
  ConversationState,
  MemoryStorage,
  MessageFactory,
  type TurnContext,
  UserState,
} from '@microsoft/agents-hosting';
import * as dialogs from '@microsoft/agents-hosting-dialogs';
import { profileDialog, type Sdk } from './profile.ts';

// The same bot as botbuilder.ts, on the SDK that follows it. The web server is Node's own: what Express costs is not
// counted against it.

const storage = new MemoryStorage();
const conversations = new ConversationState(storage);
const users = new UserState(storage);
const state = conversations.createProperty<dialogs.DialogState>('dialogs');
const dialog = profileDialog({ ...dialogs, MessageFactory } as unknown as Sdk, users as never);

class ProfileBot extends ActivityHandler {
  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    await conversations.saveChanges(context, false);
    await users.saveChanges(context, false);
  }
}

const bot = new ProfileBot();
bot.onMessage(async (context, next) => {
  await dialog.run(context as never, state as never);
  await next();
});
const adapter = new CloudAdapter({ clientId: '', issuers: [] } as never);

/** The three methods that the adapter expects of Express's response. */
function asExpress(response: ServerResponse) {
  return Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return response;
    },
    send(body: unknown) {
      response.end(body);
    },
  });
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    adapter
      .process(Object.assign(request, { body }) as never, asExpress(response) as never, (context) =>
        bot.run(context),
      )
      .catch((error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      });
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log(JSON.stringify({ msg: 'ready', port: (server.address() as { port: number }).port }));
});
process.on('SIGTERM', () => process.exit(0));
