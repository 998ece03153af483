import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Triggers = z.array(z.string()).default([]);
const manifestSchema = z.object({
  bots: z
    .array(
      z.object({
        commandLists: z.array(
          z.object({
            triggers: Triggers,
            commands: z.array(z.object({ title: z.string(), description: z.string() })),
          }),
        ),
      }),
    )
    .default([]),
  composeExtensions: z
    .array(
      z.object({
        commands: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            description: z.string(),
            context: z.array(z.string()).default([]),
            triggers: Triggers,
          }),
        ),
      }),
    )
    .default([]),
});

/** The app's actions on a message, as its Teams manifest declares them. */
export function messageCommands(): { id: string; title: string }[] {
  return manifest()
    .composeExtensions.flatMap(({ commands }) => commands)
    .filter(({ context }) => context.includes('message'))
    .map(({ id, title }) => ({ id, title }));
}

/** What a slash offers in a shared chat: the bot's commands, and with an `id` those of its message extension. */
export function slashCommands(): { title: string; description: string; id?: string }[] {
  const { bots, composeExtensions } = manifest();
  const isSlash = ({ triggers }: { triggers: string[] }) => triggers.includes('slash');
  const own = bots.flatMap(({ commandLists }) => commandLists).filter(isSlash);
  const forms = composeExtensions.flatMap(({ commands }) => commands).filter(isSlash);
  return [
    ...own.flatMap(({ commands }) => commands),
    ...forms.map(({ id, title, description }) => ({ id, title, description })),
  ];
}

function manifest() {
  const file = join(import.meta.dirname, '../appPackage/manifest.json');
  return manifestSchema.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
}
