import { describe, expect, it } from 'vitest';
import { answerTitle, completeActions } from '../../src/cards/actions.ts';
import { token } from '../../src/cards/render.ts';
import { cardsOf } from '../support/card-folder.ts';

const execute = (data: object, more: object = {}) => ({
  type: 'Action.Execute',
  title: 'Yes',
  data,
  ...more,
});

describe('an action of a card', () => {
  const [action] = completeActions([execute({ answer: 'yes' })]);

  it('that answers gets its verb, the nonce, and the same as a Submit for phones', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder
    const data = { answer: 'yes', nonce: '${$root.nonce}' };
    expect(action).toEqual({
      ...execute(data),
      verb: 'answer',
      fallback: { type: 'Action.Submit', title: 'Yes', data },
    });
  });

  it('that answers nothing, such as one of a case, keeps its own data and verb', () => {
    const data = { case: 'K7M-4PT', act: 'claim' };
    expect(completeActions(execute(data, { verb: 'case' }))).toMatchObject({
      verb: 'case',
      data,
      fallback: { type: 'Action.Submit', data },
    });
  });

  it('is completed wherever it stands', () => {
    const nested = {
      body: [
        { items: [{ selectAction: execute({ answer: 'a' }) }] },
        { actions: [{ type: 'Action.ShowCard', card: { actions: [execute({ answer: 'b' })] } }] },
      ],
      refresh: { action: execute({ case: 'x' }) },
    };
    expect(JSON.stringify(completeActions(nested)).match(/"Action\.Submit"/g)).toHaveLength(3);
  });

  it('gets the nonce of its showing, also inside a list', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder
    const body = [{ type: 'ActionSet', $data: '${items}', actions: [execute({ answer: '${name}' })] }];
    const card = cardsOf({ card: { body } }).render('card', {
      items: [{ name: 'a' }, { name: 'b' }],
      nonce: token('n-1'),
    });
    expect(JSON.stringify(card).match(/"nonce":"n-1"/g)).toHaveLength(4);
  });

  it('leaves other actions and the template as they were', () => {
    const before = { actions: [{ type: 'Action.OpenUrl', title: 'x', url: 'https://nhs.uk' }] };
    const copy = structuredClone(before);
    expect(completeActions(before)).toEqual(copy);
    expect(before).toEqual(copy);
  });
});

describe('the title of an answer', () => {
  const card = {
    body: [{ items: [{ selectAction: execute({ answer: 'deep' }, { title: 'Deep' }) }] }],
    actions: [execute({ answer: 'yes' })],
  };

  it.each([
    ['yes', 'Yes'],
    ['deep', 'Deep'],
    ['no', undefined],
    ['constructor', undefined],
  ])('of %j is %j', (answer, title) => {
    expect(answerTitle(card, answer)).toBe(title);
  });
});
