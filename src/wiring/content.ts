import type { Logger } from 'pino';
import { checkDialogs, checkProblems } from '../../dialogs/flow/check-guide.ts';
import { Cards } from '../cards/render.ts';
import type { Config } from '../config/config.ts';
import { CARDS_FOLDER, GUIDES_FOLDER, MODEL_FILE } from '../config/content-folder.ts';
import { loadAnswers } from '../guides/answers.ts';
import { loadGuides } from '../guides/load-guides.ts';
import { loadProblems } from '../guides/problems.ts';
import { createMatcher } from '../understanding/matcher.ts';
import { ensureModel, loadModel } from '../understanding/model-file.ts';

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
  };
}
