import { join } from 'node:path';

/** Whether this is the bundle in production, and not a checkout. */
export const isBundled = !import.meta.filename.endsWith('.ts');

/** The bundle's own folder in production, which brings everything it reads; the top of a checkout otherwise. */
export const TOP = isBundled ? import.meta.dirname : join(import.meta.dirname, '../..');

/** The Trusts' guides, one YAML file each. */
export const GUIDES_FOLDER = join(TOP, 'guides');
/** The Adaptive Card templates. */
export const CARDS_FOLDER = join(TOP, 'cards');
/** What `npm run build` and `npm run train` learn from the wordings. */
export const MODEL_FILE = join(TOP, isBundled ? 'guides' : '.cache', 'branches.model');
