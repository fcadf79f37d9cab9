/**
 * Prints the address and the hash of the SDK for browsers, for `src/pages/sources/snippets/library.ts`: of the version in
 * `services/e2e/src/test/node/package.json`, from the package that the npm registry gives.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = '@segment/analytics-next';
const FILE = 'dist/umd/index.js';

const clients = new URL('../../../../../services/e2e/src/test/node/package.json', import.meta.url);
const version = JSON.parse(readFileSync(clients, 'utf8')).dependencies[NAME];
const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
try {
  const install = ['install', '--silent', '--ignore-scripts', '--no-save', '--prefix', folder];
  execFileSync('npm', [...install, `${NAME}@${version}`], { stdio: 'inherit' });
  const content = readFileSync(join(folder, 'node_modules', NAME, FILE));
  const hash = createHash('sha384').update(content).digest('base64');
  process.stdout.write(`https://cdn.jsdelivr.net/npm/${NAME}@${version}/${FILE}\nsha384-${hash}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
