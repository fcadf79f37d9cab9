import { expect, test } from 'vitest';
import { t } from '@/texts/i18n';
import type { EventNode, Test } from '../rule/model';
import { countedOf } from './evidence';

const where = (property: string, test: Test) => ({ id: property, property, test });
const ordered: EventNode = { id: 'n1', kind: 'event', event: 'Order Completed' };

test.each<[Partial<EventNode>, string]>([
  [{}, ''],
  [
    { where: [where('products.category', { operator: 'equals', value: 'Coffee at home' })] },
    'with Coffee at home',
  ],
  [
    {
      where: [where('products.category', { operator: 'includesAny', value: ['Tea', 'Coffee'] })],
      window: { last: { amount: 30, unit: 'days' } },
    },
    'with Tea or Coffee in the last 30 days',
  ],
  [
    {
      where: [
        where('revenue', { operator: 'between', value: [10, 20] }),
        where('giftWrap', { operator: 'equals', value: true }),
      ],
    },
    'with revenue is between 10 and 20 and gift wrap is yes',
  ],
  [{ window: { last: { amount: 1, unit: 'hours' } } }, 'in the last 1 hour'],
  [{ window: { from: '2026-01-01', to: '2026-02-01' } }, 'from 2026-01-01 until 2026-02-01'],
])('of %o is counted: %s', (differs, words) => {
  expect(countedOf({ ...ordered, ...differs }, t)).toBe(words);
});
