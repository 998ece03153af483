import { Cards } from '../cards/render.ts';
import { CARDS_FOLDER, GUIDES_FOLDER } from '../content-folder.ts';
import type { TrustId } from '../guides/ids.ts';
import { GuideError, loadGuides } from '../guides/load-guides.ts';
import { type Finding, ok, problem } from './finding.ts';

/** Guides and cards as they would be loaded at start. */
export function checkContent(trusts: readonly TrustId[]): Finding[] {
  try {
    loadGuides(GUIDES_FOLDER, trusts);
    new Cards(CARDS_FOLDER);
    return [ok('guides', `${trusts.length} loaded, and the cards`)];
  } catch (error) {
    const mend = error instanceof GuideError ? error.message : 'Put the files of this version back in place.';
    return [problem('guides', 'a guide or card cannot be used', mend)];
  }
}
