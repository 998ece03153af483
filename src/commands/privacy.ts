import { type CommonConfig, ConfigError } from '../config/config.ts';
import { subjectOf } from '../privacy/subject.ts';
import { openDatabase } from '../store/database.ts';
import { erase } from '../store/privacy/erase.ts';
import { findHeld } from '../store/privacy/subject-store.ts';
import { foldLookAlikes } from '../text/look-alikes.ts';
import { commandLine } from './command-line.ts';

/**
 * `privacy export|erase EMAIL|USERNAME|ENTRA-ID`: what is held about a person, or the receipt of its erasure, as JSON. Throws
 * ConfigError, EraseConflictError.
 */
export async function privacyCommand(
  config: CommonConfig,
  [what, who = '']: readonly string[],
  at: string,
): Promise<string> {
  const subject = subjectOf(foldLookAlikes(who));
  if ((what !== 'export' && what !== 'erase') || subject === undefined) {
    throw new ConfigError([
      `privacy: write export or erase, and a whole email address, ESR username or Entra object id, for example: ${commandLine('privacy', 'export', 'jo.smith@nhs.net')}`,
    ]);
  }
  const database = await openDatabase(config.databaseUrl, config.azureClientId);
  try {
    const asked = subject.asked;
    if (what === 'export') return json({ asked, at, held: await findHeld(database.db, subject) });
    const erased = await erase(database, subject, at);
    const vacuumed = await database.vacuum();
    return json({ asked, at, erased, ...(!vacuumed && { again: AGAIN }) });
  } finally {
    await database.close();
  }
}

const json = (answer: object) => JSON.stringify(answer, undefined, 2);

const AGAIN =
  'Erased. But something was reading the database, so old text may still be in its file. Run the same command again.';
