import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chromiumOnPath, NAMES } from './chromium.ts';

const JAVA = new URL(
  '../../../../../services/testkit/src/main/java/dev/tributary/testkit/browser/Chromium.java',
  import.meta.url,
);

let folders: string[];

beforeEach(() => {
  folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'chromium-')));
});

afterEach(() => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true });
  }
});

function put(folder: number, name: string, mode = 0o755): string {
  const file = join(folders[folder] ?? '', name);
  writeFileSync(file, '');
  chmodSync(file, mode);
  return file;
}

test('the first folder of the path that has a browser counts', () => {
  const chrome = put(0, 'google-chrome');
  put(1, 'chromium');
  expect(chromiumOnPath(folders.join(delimiter))).toBe(chrome);
});

test('what cannot be executed is no browser', () => {
  put(0, 'chromium', 0o644);
  expect(chromiumOnPath(folders.join(delimiter))).toBeUndefined();
});

test('the tests in Java look for the same names', () => {
  const names = /NAMES =\s+List\.of\(([^)]*)\)/.exec(readFileSync(JAVA, 'utf8'))?.[1];
  expect(names?.match(/[a-z-]+/g)).toEqual(NAMES);
});
