import type { Activity } from 'botbuilder';
import { describe, expect, it } from 'vitest';
import { cardMessage } from '../../src/cards/message.ts';
import { type Card, words } from '../../src/cards/render.ts';
import { activityJson } from '../../src/teams/activity-json.ts';
import { cardsOf } from '../support/card-folder.ts';

const SAID = words('“Don’t” \\ "quoted" → ✓\n\u2028');
// biome-ignore lint/suspicious/noTemplateCurlyInString: a card template's placeholder
const BODY = [{ type: 'TextBlock', text: '${said}' }];
const rendered = () => cardsOf({ card: { body: BODY } }).render('card', { said: SAID });
const addressed = { from: { id: '28:bot' }, conversation: { id: 'a:1' }, replyToId: '17', value: undefined };
const elsewhere: Card = { type: 'AdaptiveCard', body: [] };
const OTHER = { contentType: 'x', content: 1 };

describe('an activity as JSON', () => {
  it.each<[string, (card: Card) => object]>([
    ['a text', () => ({ type: 'message', text: 'Hello “you”' })],
    ['a card', cardMessage],
    ['a card made of another', (card) => cardMessage({ ...card, lang: 'cy' })],
    ['a card that came from elsewhere', () => cardMessage(elsewhere)],
    ['two attachments', (card) => ({ attachments: [...cardMessage(card).attachments, OTHER] })],
    ['an attachment without content', () => ({ attachments: [{ contentType: 'x', contentUrl: 'y' }] })],
    ['a card, and what stands after it', (card) => ({ ...cardMessage(card), attachmentLayout: 'list' })],
    ['no attachments', () => ({ type: 'message', attachments: [] })],
  ])('says what JSON.stringify would: %s', (_, say) => {
    const activity = { ...addressed, ...say(rendered()) } as Partial<Activity>;
    expect(JSON.parse(activityJson(activity).toString())).toEqual(JSON.parse(JSON.stringify(activity)));
  });

  it('does not make text of a card a second time', () => {
    const card = rendered();
    Object.defineProperty(card, 'toJSON', { value: () => 'made again' });
    expect(activityJson(cardMessage(card) as Partial<Activity>).toString()).not.toContain('made again');
  });
});
