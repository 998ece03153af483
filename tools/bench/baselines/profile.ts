import type * as botbuilder from 'botbuilder';
import type * as dialogs from 'botbuilder-dialogs';

// What both SDKs' bots ask: prompts in a waterfall. Shaped as the SDK's own multi-turn sample is, because that is what most bots
// of these SDKs are made from.

/** The parts of the dialog; both SDKs use the same names. */
export type Sdk = Pick<
  typeof dialogs,
  | 'ChoiceFactory'
  | 'ChoicePrompt'
  | 'ComponentDialog'
  | 'ConfirmPrompt'
  | 'DialogSet'
  | 'DialogTurnStatus'
  | 'NumberPrompt'
  | 'TextPrompt'
  | 'WaterfallDialog'
> &
  Pick<typeof botbuilder, 'MessageFactory'>;

interface Profile {
  transport?: string;
  name?: string;
  age?: number;
}

type Step = dialogs.WaterfallStepContext<Profile>;

/** The dialog, of this SDK's classes. */
export function profileDialog(sdk: Sdk, users: botbuilder.UserState) {
  class ProfileDialog extends sdk.ComponentDialog {
    readonly profile: botbuilder.StatePropertyAccessor<Profile>;

    constructor(users: botbuilder.UserState) {
      super('profile');
      this.profile = users.createProperty('profile');
      this.addDialog(new sdk.TextPrompt('name'));
      this.addDialog(new sdk.ChoicePrompt('choice'));
      this.addDialog(new sdk.ConfirmPrompt('confirm'));
      this.addDialog(
        new sdk.NumberPrompt(
          'age',
          async (it) => it.recognized.succeeded === true && Number(it.recognized.value) < 150,
        ),
      );
      this.addDialog(
        new sdk.WaterfallDialog('steps', [
          (step: Step) =>
            step.prompt('choice', {
              prompt: 'How do you travel to work?',
              choices: sdk.ChoiceFactory.toChoices(['Car', 'Bus', 'Bicycle']),
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
            if (step.result) Object.assign(await this.profile.get(step.context, {}), step.values);
            await step.context.sendActivity(
              sdk.MessageFactory.text(step.result ? 'I keep it.' : 'I do not keep it.'),
            );
            return step.endDialog();
          },
        ]),
      );
      this.initialDialogId = 'steps';
    }

    async run(
      context: botbuilder.TurnContext,
      accessor: botbuilder.StatePropertyAccessor<dialogs.DialogState>,
    ): Promise<void> {
      const set = new sdk.DialogSet(accessor);
      set.add(this);
      const dc = await set.createContext(context);
      const result = await dc.continueDialog();
      if (result.status === sdk.DialogTurnStatus.empty) await dc.beginDialog(this.id);
    }
  }
  return new ProfileDialog(users);
}

export type ProfileDialog = ReturnType<typeof profileDialog>;
