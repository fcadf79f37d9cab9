import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig, type TestProjectConfiguration } from 'vitest/config';
import { chromiumOnPath } from './build/chromium.ts';
import { repeated } from './build/repeated.ts';
import { application } from './vite.config.ts';

/** What a page may take to show something on a machine that does much else. */
const PATIENCE_MS = 60_000;

// The tests run what users get: React as it is built, without what it checks for developers.
process.env.NODE_ENV = 'production';

const node: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'node',
    include: ['{src,build}/**/*.test.ts'],
    environment: 'node',
    // A worker loads a module once for all its files: half of the work. `leftovers` takes away what a file leaves.
    pool: 'threads',
    isolate: false,
    setupFiles: ['src/testing/leftovers.ts'],
    testTimeout: 2 * PATIENCE_MS,
  },
};

/** Forms and dialogs in the machine's own browser, with an API that answers from the test. */
const browser: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'browser',
    include: ['src/**/*.browser.test.tsx'],
    globalSetup: ['build/needsChromium.ts'],
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 4 * PATIENCE_MS,
    hookTimeout: 2 * PATIENCE_MS,
    expect: { poll: { timeout: PATIENCE_MS, interval: 200 } },
    // A browser that gets no processor for seconds is no defect; `repeated` names what needed it.
    retry: 1,
    // Two pages at a time are what two processors carry, after the tests without a browser.
    maxWorkers: 2,
    // Each of the two pages loads the application once: `closeApp` takes away what a test leaves.
    isolate: false,
    sequence: { groupOrder: 1 },
    browser: {
      enabled: true,
      headless: true,
      ui: false,
      screenshotFailures: false,
      instances: [{ browser: 'chromium', viewport: { width: 1280, height: 900 } }],
      provider: playwright({
        actionTimeout: PATIENCE_MS,
        launchOptions: {
          executablePath: chromiumOnPath() ?? 'chromium',
          args: ['--no-sandbox', '--disable-dev-shm-usage'],
        },
        contextOptions: { locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce' },
      }),
    },
  },
};

const withoutBrowser = process.env.TRIBUTARY_WITHOUT_BROWSER === 'true';
if (withoutBrowser) {
  // `./cdp test` reads this word, and says at its end what was left out.
  process.stdout.write('SKIPPED: the tests of forms and dialogs of the web UI\n');
}

export default mergeConfig(
  application(),
  defineConfig({
    mode: 'production',
    test: { reporters: ['default', repeated], projects: withoutBrowser ? [node] : [node, browser] },
  }),
);
