// Builds the web UI for the class path of the gateway: node webui.mjs FOLDER STAMP
//
// FOLDER gets the built files, and their names in files.list, because a packaged service's class
// path cannot be searched. STAMP remembers what they were made of: while that is the same, nothing
// is built, so that a build of the gateway that changed nothing here costs the reading of sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { docsBelow, styleSheet, writeDocs } from './docs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const webui = resolve(here, '../webui');
const docs = resolve(here, '../../../../docs');
const apiDocument = join(docs, 'reference/openapi.json');
const madeByTheBuild = ['node_modules', 'generated'];

// On Linux npm's scripts run with the Node of package.json's optionalDependencies; elsewhere the
// generator of the API client (orval) runs with the Node of the PATH. `cdp` looks for the same.
const oldestNode = process.platform === 'linux' ? '20.19' : '22.18';
if (isOlder(process.versions.node, oldestNode)) {
  console.error(`The web UI needs Node ${oldestNode} or newer on the PATH; this is ${process.versions.node}.`);
  process.exit(1);
}

const [folder, stamp] = process.argv.slice(2).map((path) => resolve(path));
const list = join(folder, 'files.list');

if (!packagesAreInstalled()) {
  // npm warns of packages that need a newer Node than the one that runs npm. Scripts run with the
  // Node of package.json's optionalDependencies, which is new enough, so the warnings are wrong.
  npm('ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error');
}
const pages = [...docsBelow(docs), styleSheet, join(here, 'docs.mjs')];
const sources = fingerprint([...filesBelow(webui, madeByTheBuild), apiDocument, ...pages]);
if (!existsSync(list) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  rmSync(stamp, { force: true });
  npm('run', '--silent', 'build', '--', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn');
  writeDocs(docs, webui, join(folder, 'assets/docs'));
  writeFileSync(list, filesBelow(folder).map((file) => `${relative(folder, file)}\n`).join(''));
  writeFileSync(stamp, sources);
}

function isOlder(version, oldest) {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = oldest.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

/** npm writes its mark when everything else is in place. */
function packagesAreInstalled() {
  const mark = join(webui, 'node_modules/.package-lock.json');
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(webui, 'package-lock.json')).mtimeMs;
}

function fingerprint(files) {
  const digest = createHash('sha256').update(process.version);
  for (const file of files) {
    const content = readFileSync(file);
    digest.update(`\0${relative(webui, file)}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
}

function filesBelow(parent, leftOut = []) {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => !leftOut.includes(entry.name))
    .flatMap((entry) => {
      const path = join(parent, entry.name);
      return entry.isDirectory() ? filesBelow(path, leftOut) : [path];
    })
    .sort();
}

/** Ends this program as npm ended, if that failed; npm has said why. */
function npm(...args) {
  const { status, error } = spawnSync('npm', args, { cwd: webui, stdio: 'inherit' });
  if (error) {
    console.error(`The web UI needs Node ${oldestNode} or newer, with npm, on the PATH: ${error.message}`);
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}
