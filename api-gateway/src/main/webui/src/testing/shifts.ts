import { onTestFinished } from 'vitest';
import { frames } from './late';

/** The score above which a shift disturbs a reader: https://web.dev/articles/cls */
const DISTURBING = 0.1;

/** Watches for layout shifts until the test is over. */
export function watchShifts() {
  const scores: number[] = [];
  const keep = (entries: readonly PerformanceEntry[]) =>
    scores.push(...entries.map((entry) => ('value' in entry ? Number(entry.value) : 0)));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ type: 'layout-shift' });
  onTestFinished(() => observer.disconnect());
  return {
    /** The scores above 0.1, once what was rendered is on the screen. */
    large: async (): Promise<number[]> => {
      await frames(2);
      keep(observer.takeRecords());
      return scores.filter((score) => score > DISTURBING);
    },
  };
}
