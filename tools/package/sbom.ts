import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from '../../src/config/content-folder.ts';
import { buildSbom, type Lockfile } from '../build/sbom-build.ts';

// npm run sbom: build/sbom.cdx.json, the CycloneDX bill of materials of what runs in production.

const read = (file: string): unknown => JSON.parse(readFileSync(join(TOP, file), 'utf8'));

const sbom = await buildSbom(
  read('package.json') as Record<string, unknown>,
  read('package-lock.json') as Lockfile,
);
mkdirSync(join(TOP, 'build'), { recursive: true });
const file = join(TOP, 'build', 'sbom.cdx.json');
writeFileSync(file, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${file}: CycloneDX ${sbom.specVersion}, ${sbom.components.length} components`);
