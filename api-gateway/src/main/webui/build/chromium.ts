import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** As the tests in Java look for it (`Chromium` of the testkit), in the same order. */
export const NAMES = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The machine's own Chromium or Chrome; undefined if the PATH has none. Nothing is downloaded. */
export function chromiumOnPath(path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
