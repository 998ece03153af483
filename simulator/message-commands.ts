import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({
  composeExtensions: z
    .array(
      z.object({
        commands: z.array(
          z.object({ id: z.string(), title: z.string(), context: z.array(z.string()).default([]) }),
        ),
      }),
    )
    .default([]),
});

/** The app's actions on a message, as its Teams manifest declares them. */
export function messageCommands(): { id: string; title: string }[] {
  const file = join(import.meta.dirname, '../appPackage/manifest.json');
  if (!existsSync(file)) return [];
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return manifest.composeExtensions
    .flatMap(({ commands }) => commands)
    .filter(({ context }) => context.includes('message'))
    .map(({ id, title }) => ({ id, title }));
}
