import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_PROBLEM } from '../cases/unplaced.ts';
import { type CommonConfig, ConfigError } from '../config/config.ts';
import { GUIDES_FOLDER } from '../config/content-folder.ts';
import { loadGuides, trustsIn } from '../guides/load-guides.ts';
import { openDatabase } from '../store/database.ts';
import { UnplacedStore } from '../store/reports/unplaced-store.ts';
import { unplacedReader } from '../understanding/unplaced.ts';
import { readWordings } from '../understanding/wordings.ts';
import { commandLine } from './command-line.ts';

export const WORDINGS_COMMAND = 'guides:wordings';

/**
 * `guides:wordings [TRUST]`: what staff say that the ESR Teams have placed, as lines for `guides/branches.yaml`, without those that
 * it has. Throws ConfigError.
 */
export async function wordingsCommand(
  config: CommonConfig,
  args: readonly string[],
  now: string,
): Promise<string> {
  const trusts = trustsIn(config.guidesFolder);
  const asked = args.length === 0 ? trusts : args;
  if (args.length > 1 || !asked.every((trust) => trusts.includes(trust)))
    throw new ConfigError([
      `wordings: write ${commandLine(WORDINGS_COMMAND, `[${trusts[0]}]`)}; a Trust is one of ${trusts.join(', ')}`,
    ]);
  const guides = loadGuides(config.guidesFolder, asked);
  const learning = asked.filter((trust) => guides.get(trust)?.learns);
  if (learning.length === 0)
    return '# Nothing is kept: no guide that you asked for has the line learns: true.';
  const taught = wordingsTaught();
  const placed = new Map<string, Set<string>>();
  const database = await openDatabase(config.databaseUrl, config.azureClientId);
  try {
    const store = new UnplacedStore(database, undefined, () => now);
    for (const { text, meant } of (
      await Promise.all(learning.map((trust) => store.kept(trust, 'all')))
    ).flat()) {
      const wording = withoutGaps(text);
      if (meant === undefined || meant === NO_PROBLEM || taught.has(wording)) continue;
      placed.set(meant, (placed.get(meant) ?? new Set()).add(wording));
    }
  } finally {
    await database.close();
  }
  if (placed.size === 0) return '# No new wordings: the ESR Teams have placed none that branches.yaml lacks.';
  const all = [...placed.values()].flatMap((said) => [...said]);
  const disputed = new Set(all.filter((one, at) => all.indexOf(one) !== at));
  const branches = [...placed]
    .map(([id, said]) => [id, [...said].filter((one) => !disputed.has(one))] as const)
    .filter(([, said]) => said.length > 0)
    .sort(([a], [b]) => a.localeCompare(b))
    .flatMap(([id, said]) => [`  ${id}:`, '    wordings: |', ...said.map((one) => `      ${one}`)]);
  return [
    ...[...disputed].map((one) => `# Left out, as two Trusts say it means different problems: ${one}`),
    '# Add each line to its problem in guides/branches.yaml, then: npm run train',
    'branches:',
    ...branches,
  ].join('\n');
}

const withoutGaps = (text: string) => text.replaceAll('…', ' ').replace(/\s+/g, ' ').trim();

/** What is taught already, as it would be kept if staff said it. */
function wordingsTaught(): ReadonlySet<string> {
  const wordings = readWordings(readFileSync(join(GUIDES_FOLDER, 'branches.yaml'), 'utf8'));
  const read = unplacedReader(wordings);
  return new Set(
    wordings.meanings.flatMap((one) => one.wordings.map((said) => withoutGaps(read(said).text))),
  );
}
