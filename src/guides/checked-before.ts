import type { Guide } from './guide.ts';

/**
 * Guides that were read and checked when the bundle was built, by their text's SHA-256: a guide that was not changed since
 * need not be read as YAML at every start. From the sources there are none; tools/build/checked-guides.ts puts them here.
 */
export const CHECKED_BEFORE: Readonly<Record<string, Guide>> = {};
