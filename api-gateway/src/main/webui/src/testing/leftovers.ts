import { afterAll, vi } from 'vitest';

// The files of the tests without a browser share their modules and globals: what one replaces, it gives back.
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
