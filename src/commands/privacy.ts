import { type CommonConfig, ConfigError } from '../config/config.ts';
import { subjectOf } from '../privacy/subject.ts';
import { lockedError, openDatabase } from '../store/database.ts';
import { isLocked } from '../store/errors.ts';
import { erase } from '../store/privacy/erase.ts';
import { exportOf } from '../store/privacy/export.ts';
import { findHeld, withNames } from '../store/privacy/subject-store.ts';
import { foldLookAlikes } from '../text/look-alikes.ts';
import { readReference } from '../text/reference.ts';
import { commandLine } from './command-line.ts';

/**
 * `privacy export|erase EMAIL|USERNAME|ENTRA-ID [CASE...]`: data about a person, or the receipt of its erasure, as JSON. The
 * cases say which person is meant, where a username or an address leads to several. Throws ConfigError, EraseConflictError,
 * SeveralPeopleError.
 */
export async function privacyCommand(
  config: CommonConfig,
  [what, who = '', ...listed]: readonly string[],
  at: string,
): Promise<string> {
  const subject = subjectOf(foldLookAlikes(who));
  if ((what !== 'export' && what !== 'erase') || subject === undefined) {
    throw new ConfigError([
      `privacy: write export or erase, and a whole email address, ESR username or Entra object id, for example: ${commandLine('privacy', 'export', 'jo.smith@nhs.net')}`,
    ]);
  }
  const cases = listed.map((one) => readReference(one) ?? one);
  const database = await openDatabase(config.databaseUrl, config.azureClientId);
  try {
    const asked = subject.asked;
    if (what === 'export') {
      const held = await findHeld(database.db, subject, cases);
      return json({ asked, at, held: exportOf(held, await withNames(database.db, subject)) });
    }
    const erased = await erase(database, subject, at, cases).catch((error: unknown) => {
      throw isLocked(error) ? lockedError(error) : error;
    });
    const vacuumed = await database.vacuum();
    return json({ asked, at, erased, ...(!vacuumed && { again: AGAIN }) });
  } finally {
    await database.close();
  }
}

const json = (answer: object) => JSON.stringify(answer, undefined, 2);

const AGAIN =
  'Erased. But something was reading the database, so old text may still be in its file. Run the same command again.';
