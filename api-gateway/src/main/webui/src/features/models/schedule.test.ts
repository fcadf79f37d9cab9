import { expect, test } from 'vitest';
import type { Schedule } from '@/api/generated/model';
import { scheduleDraft, scheduleOf } from './schedule';

test.each<[Schedule, object]>([
  [{ kind: 'manual' }, { kind: 'manual' }],
  [{ kind: 'interval', every: 'PT15M' }, { kind: 'quarter' }],
  [{ kind: 'interval', every: 'PT1H' }, { kind: 'hourly' }],
  [
    { kind: 'interval', every: 'PT45M' },
    { kind: 'every', minutes: '45' },
  ],
  [
    { kind: 'cron', expression: '30 6 * * *' },
    { kind: 'daily', at: '06:30' },
  ],
  [
    { kind: 'cron', expression: '0 6 * * 1-5' },
    { kind: 'cron', expression: '0 6 * * 1-5' },
  ],
])('%j is said in words and means the same again', (schedule, words) => {
  expect(scheduleDraft(schedule)).toMatchObject(words);
  expect(scheduleOf(scheduleDraft(schedule))).toEqual(schedule);
});

test('a long interval is said in minutes', () => {
  expect(scheduleDraft({ kind: 'interval', every: 'P1DT6H' })).toMatchObject({
    kind: 'every',
    minutes: '1800',
  });
});
