import { everyPathOf, TRUSTS } from './every-path.ts';

for (const trust of TRUSTS) everyPathOf(trust);
