import { TestAdapter, type TurnContext } from 'botbuilder';
import { expect, it } from 'vitest';
import { DialogSet } from '../../dialogs/sdk.ts';

it('the SDK’s own memory stays empty, and is there for whatever of the SDK asks', async () => {
  const state = { dialogStack: [] };
  const unused = async () => undefined;
  const dialogs = new DialogSet({ get: async () => state, set: unused, delete: unused });
  const asked: unknown[] = [];
  const turn = async (context: TurnContext) => {
    const dc = await dialogs.createContext(context);
    await dc.endDialog('done');
    asked.push(dc.state.getValue('turn.activity'), dc.state.getValue('turn.lastresult'), dc.getLocale());
  };
  await new TestAdapter(turn).receiveActivity({ type: 'message', text: 'hello', locale: 'en-GB' });
  expect(asked).toEqual([undefined, undefined, 'en-GB']);
});
