import { createServer, type ServerResponse } from 'node:http';
import {
  ActivityHandler,
  type AgentStatePropertyAccessor,
  CloudAdapter,
  ConversationState,
  MemoryStorage,
  MessageFactory,
  type TurnContext,
  UserState,
} from '@microsoft/agents-hosting';
import {
  ChoiceFactory,
  ChoicePrompt,
  ComponentDialog,
  ConfirmPrompt,
  DialogSet,
  type DialogState,
  DialogTurnStatus,
  NumberPrompt,
  TextPrompt,
  WaterfallDialog,
  type WaterfallStepContext,
} from '@microsoft/agents-hosting-dialogs';

// The same bot as botbuilder.ts, on the SDK that follows it. The web server is Node's own: what Express costs is not
// counted against it.

interface Profile {
  transport?: string;
  name?: string;
  age?: number;
}

type Step = WaterfallStepContext<Profile>;

class ProfileDialog extends ComponentDialog {
  readonly #profile: AgentStatePropertyAccessor<Profile>;

  constructor(users: UserState) {
    super('profile');
    this.#profile = users.createProperty('profile');
    this.addDialog(new TextPrompt('name'));
    this.addDialog(new ChoicePrompt('choice'));
    this.addDialog(new ConfirmPrompt('confirm'));
    this.addDialog(
      new NumberPrompt(
        'age',
        async (it) => it.recognized.succeeded === true && Number(it.recognized.value) < 150,
      ),
    );
    this.addDialog(
      new WaterfallDialog('steps', [
        (step: Step) =>
          step.prompt('choice', {
            prompt: 'How do you travel to work?',
            choices: ChoiceFactory.toChoices(['Car', 'Bus', 'Bicycle']),
          }),
        (step: Step) => {
          Object.assign(step.values, { transport: step.result.value });
          return step.prompt('name', 'What is your name?');
        },
        async (step: Step) => {
          Object.assign(step.values, { name: step.result });
          await step.context.sendActivity(`Thanks ${step.result}.`);
          return step.prompt('confirm', 'Do you want to give your age?', ['yes', 'no']);
        },
        (step: Step) =>
          step.result
            ? step.prompt('age', { prompt: 'How old are you?', retryPrompt: 'Write a number below 150.' })
            : step.next(-1),
        async (step: Step) => {
          Object.assign(step.values, { age: step.result });
          await step.context.sendActivity(`I have your age as ${step.result}.`);
          return step.prompt('confirm', { prompt: 'Is this right?' });
        },
        async (step: Step) => {
          if (step.result) Object.assign(await this.#profile.get(step.context, {}), step.values);
          await step.context.sendActivity(
            MessageFactory.text(step.result ? 'I keep it.' : 'I do not keep it.'),
          );
          return step.endDialog();
        },
      ]),
    );
    this.initialDialogId = 'steps';
  }

  async run(context: TurnContext, accessor: AgentStatePropertyAccessor<DialogState>): Promise<void> {
    const dialogs = new DialogSet(accessor);
    dialogs.add(this);
    const dc = await dialogs.createContext(context);
    const result = await dc.continueDialog();
    if (result.status === DialogTurnStatus.empty) await dc.beginDialog(this.id);
  }
}

const storage = new MemoryStorage();
const conversations = new ConversationState(storage);
const users = new UserState(storage);
const state = conversations.createProperty<DialogState>('dialogs');
const dialog = new ProfileDialog(users);

class ProfileBot extends ActivityHandler {
  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    await conversations.saveChanges(context, false);
    await users.saveChanges(context, false);
  }
}

const bot = new ProfileBot();
bot.onMessage(async (context, next) => {
  await dialog.run(context, state);
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
