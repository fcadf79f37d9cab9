import { expect, test } from 'vitest';
import type { AccountLimit, BudgetWindow, CurrentWindow } from '@/api/generated/model';
import { t } from '@/texts/i18n';
import { beginWords, limitWords, sharesOf } from './limitWords';

const rolling = (perSeconds: number): BudgetWindow => ({ perSeconds, per: null });
const limit: AccountLimit = {
  unit: 'requests',
  scope: 'account',
  name: null,
  amount: 250_000,
  keptForOthers: 0,
  window: { perSeconds: null, per: 'day', zone: 'Europe/Berlin' },
};
const current: CurrentWindow = {
  used: 0,
  rounded: null,
  left: 0,
  others: null,
  heldUntil: null,
  beginsAgain: null,
  reported: null,
};

test.each<[Partial<AccountLimit>, string]>([
  [{}, '250,000 requests a day'],
  [{ amount: 75, window: rolling(1) }, '75 requests a second'],
  [{ amount: 1, window: rolling(10) }, '1 request in 10 seconds'],
  [{ unit: 'records', amount: 700, window: rolling(60) }, '700 records in 1 minute'],
  [{ unit: 'bytes', amount: 5, window: rolling(86_400) }, '5 bytes in 24 hours'],
  [{ unit: 'cost', amount: 40, window: { per: 'hour' } }, '40 points an hour'],
  [{ unit: 'jobs', amount: 1, window: { per: 'day' } }, '1 job a day'],
  [{ unit: 'job-records', amount: 9, window: rolling(86_400) }, '9 records in jobs in 24 hours'],
  [{ unit: 'open-jobs', amount: 30, window: null }, '30 jobs at the same time'],
  [{ unit: 'connections', amount: 5, window: null }, '5 requests at the same time'],
])('the limit %j is “%s”', (part, words) => {
  expect(limitWords({ ...limit, ...part }, t)).toBe(words);
});

test('other programs take the place of what is kept for them', () => {
  const kept = { ...limit, amount: 100, keptForOthers: 20 };
  expect(sharesOf({ limit: kept, current: { ...current, used: 30 } })).toEqual({
    ours: 0.3,
    others: 0,
    kept: 0.2,
  });
  const others = { used: 50, at: '2026-03-02T09:00:00Z' };
  expect(sharesOf({ limit: kept, current: { ...current, used: 30, others } })).toEqual({
    ours: 0.3,
    others: 0.5,
    kept: 0,
  });
});

test('parts are never more than the whole', () => {
  const small = { ...limit, amount: 100, keptForOthers: 20 };
  const others = { used: 90, at: '2026-03-02T09:00:00Z' };
  expect(sharesOf({ limit: small, current: { ...current, used: 130, others } })).toEqual({
    ours: 1,
    others: 0,
    kept: 0,
  });
});

test('an unknown use has no parts', () => {
  expect(sharesOf({ limit, current: { ...current, used: null } })).toBeNull();
});

test('a day begins by the clock of the vendor', () => {
  const winter = '2026-03-02T23:00:00Z';
  expect(beginWords(winter, { per: 'day', zone: 'Europe/Berlin' })).toBe('00:00 (Europe/Berlin)');
  const summer = '2026-07-02T22:00:00Z';
  expect(beginWords(summer, { per: 'day', zone: 'Europe/Berlin' })).toBe('00:00 (Europe/Berlin)');
  expect(beginWords(winter, { per: 'day' })).toBe('23:00 (UTC)');
});
