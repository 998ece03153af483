import { createRequire } from 'node:module';
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  MessageFactory,
  type StatePropertyAccessor,
  type TurnContext,
  UserState,
} from 'botbuilder';
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
} from 'botbuilder-dialogs';
import type { HttpServer } from '../../../src/http/restify.ts';

// The classic bot: Bot Framework SDK on restify, prompts in a waterfall, both states in memory, no authentication, no
// cards. Shaped as the SDK's own multi-turn sample is, because that is what most bots of this SDK are made from.

interface Profile {
  transport?: string;
  name?: string;
  age?: number;
}

type Step = WaterfallStepContext<Profile>;

const restify = createRequire(import.meta.url)('restify');

class ProfileDialog extends ComponentDialog {
  readonly #profile: StatePropertyAccessor<Profile>;

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

  async run(context: TurnContext, accessor: StatePropertyAccessor<DialogState>): Promise<void> {
    const dialogs = new DialogSet(accessor);
    dialogs.add(this);
    const dc = await dialogs.createContext(context);
    const result = await dc.continueDialog();
    if (result.status === DialogTurnStatus.empty) await dc.beginDialog(this.id);
  }
}

class ProfileBot extends ActivityHandler {
  readonly #conversations: ConversationState;
  readonly #users: UserState;

  constructor(conversations: ConversationState, users: UserState, dialog: ProfileDialog) {
    super();
    this.#conversations = conversations;
    this.#users = users;
    const state = conversations.createProperty<DialogState>('dialogs');
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
const bot = new ProfileBot(new ConversationState(storage), users, new ProfileDialog(users));
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
