import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lockfile } from '../build/sbom-build.ts';
import { licencesOf } from './licences-check.ts';

// npm run licences: the licences of what runs in production, counted; fails when one is not on the list of allowed ones.

const lock = JSON.parse(
  readFileSync(join(import.meta.dirname, '../..', 'package-lock.json'), 'utf8'),
) as Lockfile;
const all = licencesOf(lock);
for (const [licence, packages] of Object.entries(Object.groupBy(all, (one) => one.licence))) {
  const names = packages?.map((one) => one.name) ?? [];
  console.log(
    `${String(names.length).padStart(4)} ${licence}${names.length > 5 ? '' : `: ${names.join(', ')}`}`,
  );
}
const refused = all.filter((one) => !one.allowed);
for (const { name, version, licence } of refused) {
  console.error(
    `${name} ${version}: ${licence} is not allowed. Replace it, or read it and add it to tools/package/licences-check.ts`,
  );
}
process.exitCode = refused.length > 0 ? 1 : 0;
