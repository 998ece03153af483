import { plainText } from '../../cards/plain-text.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import type { PictureStore } from '../../store/outbox/picture-store.ts';

/** The picture of a screen under its handoff card, and the message to its sender if it cannot be shown. */
export function pictureNotifications(
  pictures: Pick<PictureStore, 'find'>,
): Pick<Renderers, 'picture' | 'picture-not-shown'> {
  return {
    picture: async ({ by = '' }, { id, reference = '', activityId }) => {
      const png = await pictures.find(id);
      // The bytes are kept until Teams has them. After that, what is left to do is to delete the message.
      if (png === undefined) return activityId === undefined ? undefined : { activity: {}, remove: true };
      const text = `${reference}: a picture of the screen, from ${plainText(by, 60) || 'someone'}. I'll delete it when the case closes.`;
      const attachment = {
        contentType: 'image/png',
        contentUrl: `data:image/png;base64,${png}`,
        name: 'screen.png',
      };
      return { activity: { type: 'message', text, textFormat: 'markdown', attachments: [attachment] } };
    },
    'picture-not-shown': async (_, { reference = '' }) => ({
      activity: {
        type: 'message',
        text: `${reference}: the ESR Team does not have your picture, and I have deleted it. Your case goes on without it. Add what the picture says in your own words if it matters.`,
      },
    }),
  };
}
