// Names under .test lead to this machine: for what behaves differently towards another one. Import it, or give it to a
// process with --import.
import dns from 'node:dns';

type Lookup = (host: string, options: object, done: unknown) => void;

const elsewhere = dns.lookup as unknown as Lookup;
const lookup: Lookup = (host, options, done) =>
  elsewhere(host.endsWith('.test') ? '127.0.0.1' : host, options, done);
Object.assign(dns, { lookup });
