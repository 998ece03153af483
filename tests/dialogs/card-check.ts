import { createRequire } from 'node:module';

/** The little that is used of the official renderer. */
interface Renderer {
  AdaptiveCard: new () => {
    parse(card: unknown, context: Context): void;
    validateProperties(): { validationEvents: { message: string }[] };
  };
  SerializationContext: new (version?: unknown) => Context;
  Versions: { v1_5: unknown };
}
interface Context {
  readonly eventCount: number;
  getEventAt(index: number): { message: string };
}

const renderer = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.min.js') as Renderer;

/** What the official renderer has to say against a card: nothing, when it is valid. */
export function cardProblems(json: unknown): string[] {
  const context = new renderer.SerializationContext(renderer.Versions.v1_5);
  const card = new renderer.AdaptiveCard();
  card.parse(json, context);
  const parsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const all = [...parsing, ...card.validateProperties().validationEvents.map(({ message }) => message)];
  // It knows languages without a region; Teams takes both.
  return all.filter((message) => message !== 'Invalid value "en-GB" for property "lang".');
}
