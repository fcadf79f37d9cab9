import type { Reporter, TestCase } from 'vitest/node';

/** Names each test that passed only when it ran once more: the test or the product has a defect. */
export const repeated: Reporter = {
  onTestCaseResult(test: TestCase) {
    if (test.result().state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0) {
      // `./cdp test` reads this word, and names the test at its end.
      process.stdout.write(`REPEATED: ${test.module.relativeModuleId} > ${test.fullName}\n`);
    }
  },
};
