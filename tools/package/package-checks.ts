import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv';
import ajvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const require = createRequire(import.meta.url);

/** The parts of the manifest that we check beyond Microsoft's schema. */
const Manifest = z.object({
  manifestVersion: z.string(),
  version: z.string(),
  id: z.guid(),
  developer: z.record(z.string(), z.string()),
  icons: z.object({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
  bots: z.tuple([
    z.object({
      botId: z.guid(),
      commandLists: z.array(
        z.object({
          scopes: z.array(z.string()),
          commands: z.array(
            z.object({
              title: z.string(),
              description: z.string(),
              type: z.enum(['basic', 'prompt']).optional(),
            }),
          ),
        }),
      ),
    }),
  ]),
  composeExtensions: z.array(z.object({ botId: z.guid(), commands: z.array(z.object({ id: z.string() })) })),
  webApplicationInfo: z.object({ id: z.guid() }),
  authorization: z.unknown().optional(),
});

/** Problems of a filled manifest, by Microsoft's schema of its version and by our own rules. */
export function manifestProblems(json: string, packageVersion: string, readsChats = false): string[] {
  const manifest: unknown = JSON.parse(json);
  const ours = Manifest.safeParse(manifest);
  if (!ours.success) {
    return ours.error.issues.map((issue) => `manifest.json ${issue.path.join('.')}: ${issue.message}`);
  }
  return [
    ...schemaProblems(manifest, ours.data.manifestVersion),
    ...ownProblems(ours.data, json, packageVersion, readsChats),
  ];
}

/** Against the schema that Microsoft ships in its own package: no network. */
function schemaProblems(manifest: unknown, version: string): string[] {
  const check = schemaOf(version);
  check(manifest);
  return (check.errors ?? []).map((error) => `manifest.json ${error.instancePath || '/'}: ${error.message}`);
}

const schemas = new Map<string, ValidateFunction>();

function schemaOf(version: string): ValidateFunction {
  const known = schemas.get(version);
  if (known !== undefined) return known;
  const file = `@microsoft/app-manifest/build/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`;
  const ajv = new ajvDraft04.default({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const check = ajv.compile(JSON.parse(readFileSync(require.resolve(file), 'utf8')) as object);
  schemas.set(version, check);
  return check;
}

/** Teams' menus cut off longer titles, whatever the schema allows. Prompt starters are shown in full. */
const TITLE_MAX = 32;
const DESCRIPTION_MAX = 128;
const COMMANDS_MAX = 12;

/**
 * What owners agree to when they add the app: to name the members of a private or shared channel and tell who came, without which
 * no such channel is linked; and where help is offered, to receive messages of group chats without a mention. Teams wants a
 * resource beside them, and does not use it.
 */
export const authorizationOf = (readsChats: boolean) => {
  const names = ['ChannelMember.Read.Group', ...(readsChats ? ['ChatMessage.Read.Chat'] : [])];
  return { permissions: { resourceSpecific: names.map((name) => ({ name, type: 'Application' })) } };
};

function ownProblems(
  manifest: z.output<typeof Manifest>,
  json: string,
  packageVersion: string,
  readsChats: boolean,
): string[] {
  const [bot] = manifest.bots;
  const lists = bot.commandLists;
  const problems = [
    ...lists.flatMap((list) => tooLong(list.commands)),
    ...lists
      .filter((list) => list.commands.length > COMMANDS_MAX)
      .map((list) => `commands for ${list.scopes.join(', ')}: at most ${COMMANDS_MAX}`),
    ...Object.entries(manifest.developer)
      .filter(([name, value]) => name.endsWith('Url') && !value.startsWith('https://'))
      .map(([name]) => `developer.${name}: must begin with https://`),
  ];
  if (manifest.composeExtensions.some((extension) => extension.botId !== bot.botId))
    problems.push('composeExtensions: the botId differs from the bot’s; use the placeholder BOT_ID in both');
  if (!/^\d+\.\d+\.\d+$/.test(manifest.version))
    problems.push(`version: ${manifest.version} is not three numbers, such as 1.2.0; Teams takes no other`);
  if (manifest.version !== packageVersion)
    problems.push(
      `version: ${manifest.version} is not package.json's ${packageVersion}; Teams updates by version`,
    );
  if (JSON.stringify(manifest.authorization) !== JSON.stringify(authorizationOf(readsChats)))
    problems.push(
      'authorization: the members of channels, and only OFFER_HELP=yes adds to it, to read chats; put it back as it was',
    );
  if (manifest.webApplicationInfo.id !== bot.botId)
    problems.push('webApplicationInfo: the id differs from the bot’s; use the placeholder BOT_ID in both');
  if (json.includes('${{')) problems.push('a placeholder is left: look for ${{');
  return problems;
}

const tooLong = (commands: readonly { title: string; description: string; type?: string | undefined }[]) =>
  commands.flatMap(({ title, description, type }) => [
    ...(title.length > TITLE_MAX && type !== 'prompt'
      ? [`command "${title}": the title is longer than ${TITLE_MAX}`]
      : []),
    ...(description.length > DESCRIPTION_MAX
      ? [`command "${title}": the description is longer than ${DESCRIPTION_MAX}`]
      : []),
  ]);
