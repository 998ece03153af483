import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { trustsIn } from '../../src/guides/load-guides.ts';

/** The Trusts that have a guide. */
export const TRUST_IDS = trustsIn(GUIDES_FOLDER);
