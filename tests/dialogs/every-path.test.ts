import { everyPathOf } from './every-path.ts';

everyPathOf('esneft');
