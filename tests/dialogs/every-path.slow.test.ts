import { everyPathOf, TRUSTS } from './every-path.ts';

for (const trust of TRUSTS) if (trust !== 'esneft') everyPathOf(trust);
