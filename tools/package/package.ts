import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOP } from '../../src/config/content-folder.ts';
import { buildPackage } from '../build/package-build.ts';
import { PackageError } from './package-error.ts';

// npm run package -- [environment]: appPackage/build/appPackage.<environment>.zip, ready to upload to Teams. Without an
// environment, a whole package with made-up ids, to view.

const MADE_UP = 'playground';
const [environment = MADE_UP] = process.argv.slice(2);

try {
  const zip = buildPackage(TOP, environment, process.env);
  const folder = join(TOP, 'appPackage', 'build');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `appPackage.${environment}.zip`);
  writeFileSync(file, zip);
  console.log(`${file} (${zip.length} bytes), checked against Microsoft's schema and the store's rules`);
  if (environment === MADE_UP)
    console.log(
      'Its ids are made up: Teams would refuse it. For yours, fill env/.env.prod: npm run package -- prod',
    );
} catch (error) {
  if (!(error instanceof PackageError)) throw error;
  console.error(`${error.message}\nTo see a whole package with made-up ids: npm run package`);
  process.exitCode = 1;
}
