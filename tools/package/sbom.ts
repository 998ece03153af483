import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSbom, type Lockfile } from '../build/sbom-build.ts';

// npm run sbom: build/sbom.cdx.json, the CycloneDX bill of materials of what runs in production.

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

const sbom = await buildSbom(
  read('package.json') as Record<string, unknown>,
  read('package-lock.json') as Lockfile,
);
mkdirSync(join(ROOT, 'build'), { recursive: true });
const file = join(ROOT, 'build', 'sbom.cdx.json');
writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${file}: CycloneDX ${sbom.specVersion}, ${sbom.components.length} components`);
