import { TRUST_IDS } from '../../src/guides/ids.ts';
import { everyPathOf } from './every-path.ts';

for (const trust of TRUST_IDS) if (trust !== 'esneft') everyPathOf(trust);
