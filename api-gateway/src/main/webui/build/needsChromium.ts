import { chromiumOnPath } from './chromium.ts';

/** Runs before the tests in a browser, and ends them with a sentence where there is no browser. */
export default function needsChromium(): void {
  if (chromiumOnPath() === undefined) {
    throw new Error(
      'No Chromium or Chrome is on the PATH: install one, or leave the tests that need it out with' +
        ' TRIBUTARY_WITHOUT_BROWSER=true',
    );
  }
}
