import type { Guide } from './guide.ts';
import { inWords } from './ids.ts';

/** The kinds of learner that a Trust's guide tells apart, id and name; none where it tells none apart. */
export const learnerTypes = (guide: Pick<Guide, 'learnerTypes'> | undefined): [id: string, name: string][] =>
  Object.entries(guide?.learnerTypes ?? {});

/** A kind's name, also of one that the guide does not have any more. */
export const learnerTypeName = (guide: Guide | undefined, id: string): string =>
  guide?.learnerTypes?.[id] ?? inWords(id);
