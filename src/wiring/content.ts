import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { checkDialogs, checkProblems } from '../../dialogs/flow/check-guide.ts';
import { Cards } from '../cards/render.ts';
import type { Config } from '../config/config.ts';
import { CARDS_FOLDER, GUIDES_FOLDER, MODEL_FILE } from '../config/content-folder.ts';
import { loadAnswers } from '../guides/answers.ts';
import { learnerTypes } from '../guides/learner-types.ts';
import { loadGuides, trustsIn } from '../guides/load-guides.ts';
import { loadProblems } from '../guides/problems.ts';
import { GuideWatch } from '../guides/watch-guides.ts';
import { errorFields } from '../logging/error-fields.ts';
import { announceGuide } from '../store/outbox/guide-changes.ts';
import { createMatcher } from '../understanding/matcher.ts';
import { ensureModel, loadModel } from '../understanding/model-file.ts';
import { unplacedReader } from '../understanding/unplaced.ts';
import { readWordings } from '../understanding/wordings.ts';
import type { Stores } from './stores.ts';

export type Content = ReturnType<typeof loadContent>;

/** What the bot says and understands: guides, cards, and the model of how people word their problems. */
export function loadContent(config: Config, log: Logger) {
  const training = () => log.info('learning from the wordings in guides/branches.yaml: a few seconds, once');
  const model =
    config.mode === 'serve'
      ? loadModel(GUIDES_FOLDER, MODEL_FILE)
      : ensureModel(GUIDES_FOLDER, MODEL_FILE, training);
  const problems = loadProblems(GUIDES_FOLDER);
  checkProblems(problems);
  return {
    guides: loadGuides(config.guidesFolder, config.trusts, checkDialogs),
    problems,
    answers: loadAnswers(GUIDES_FOLDER),
    cards: new Cards(CARDS_FOLDER),
    matcher: createMatcher(model),
    unplaced: unplacedIn(GUIDES_FOLDER),
  };
}

/** Reads the wordings that the model was trained on when they are first needed: few Trusts keep what found no problem. */
function unplacedIn(folder: string): ReturnType<typeof unplacedReader> {
  let reader: ReturnType<typeof unplacedReader> | undefined;
  return (said) => {
    reader ??= unplacedReader(readWordings(readFileSync(join(folder, 'branches.yaml'), 'utf8')));
    return reader(said);
  };
}

/** The ids of content that stored rows may name. */
export function knownIds({ guides, problems }: Content, config: Config): readonly string[] {
  const ofGuides = [...guides.values()].flatMap((guide) => [
    ...Object.keys(guide.outcomes),
    ...learnerTypes(guide).map(([id]) => id),
  ]);
  return [...trustsIn(config.guidesFolder), ...problems.branches.keys(), ...ofGuides];
}

interface FollowedGuides {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => string;
  readonly content: Content;
  readonly stores: Pick<Stores, 'database'>;
  readonly dispatchSoon: () => void;
}

/** Follows the guides' files. The team of a guide that has changed is told once, whichever process sees it first. */
export function followGuides({
  config,
  log,
  now,
  content,
  stores,
  dispatchSoon,
}: FollowedGuides): GuideWatch {
  const { guides, problems } = content;
  return new GuideWatch({
    folder: config.guidesFolder,
    guides,
    now,
    load: (trust, day) => {
      const guide = loadGuides(config.guidesFolder, [trust], checkDialogs, day).get(trust);
      if (guide === undefined) throw new TypeError(`No guide was loaded for ${trust}`);
      return guide;
    },
    async changed(guide, before) {
      const { trust, version } = guide;
      log.info({ trust, version }, 'the guide has changed');
      const branches = [...problems.branches.keys()].filter(
        (id) => JSON.stringify(guide.branches[id]) !== JSON.stringify(before.branches[id]),
      );
      const change = { trust, version, branches: branches.join() };
      await announceGuide(stores.database, change, now()).then(dispatchSoon, (error) =>
        log.error(errorFields(error), 'a change of the guide was not announced'),
      );
    },
    refused: ({ trust, problems: found }) =>
      log.error({ trust, problems: found }, 'a guide cannot be used: the one before goes on'),
  });
}
