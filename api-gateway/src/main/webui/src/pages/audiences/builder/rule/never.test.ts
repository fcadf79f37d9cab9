import { describe, expect, test } from 'vitest';
import { type EventNode, newEvent, newGroup } from './model';
import { addOnce, includesNever, saysOnce } from './never';
import { write } from './write';

const window = { last: { amount: 30, unit: 'days' as const } };
const order = (rest: Partial<EventNode>): EventNode => ({
  ...newEvent('track', 'Order Completed'),
  ...rest,
});

test.each<[boolean, Partial<EventNode>]>([
  [true, { count: { atMost: 2 } }],
  [true, { count: { atMost: 0 }, window }],
  [true, { count: { exactly: 0 }, window }],
  [true, { count: { atLeast: 0 } }],
  [true, { did: false, window }],
  [false, { did: false }],
  [false, { count: { exactly: 0 } }],
  [false, { count: { atMost: 0 } }],
  [false, { count: { atMost: null } }],
  [false, { count: { exactly: 2 }, window }],
  [false, { count: { atLeast: 2 } }],
  [false, {}],
])('that people never did it is included: %s with %o', (included, rest) => {
  expect(includesNever(order(rest))).toBe(included);
});

describe('the addition that people did it at least once', () => {
  const where = [{ id: 'w', property: 'city', test: { operator: 'equals', value: 'Utrecht' } }];
  const rare = order({ count: { atMost: 2 }, window, where } as Partial<EventNode>);
  const written = {
    event: 'Order Completed',
    count: { atMost: 2 },
    window,
    where: [{ property: 'city', operator: 'equals', value: 'Utrecht' }],
  };
  const once = { event: written.event, where: written.where };

  test('stands behind the condition, with its filters', () => {
    const root = addOnce(rare.id)(newGroup('all', [rare, newEvent('track', 'Other')]));
    expect(write(root).rule).toEqual({ all: [written, once, { event: 'Other' }] });
    expect(saysOnce(root, rare)).toBe(true);
  });

  test('makes a group of both where any condition is enough', () => {
    const root = addOnce(rare.id)(newGroup('any', [rare]));
    expect(write(root).rule).toEqual({ any: [{ all: [written, once] }] });
  });

  test('is missing while another condition asks for other events, or for a time', () => {
    const others = [order({}), order({ where: rare.where, window } as Partial<EventNode>)];
    expect(saysOnce(newGroup('all', [rare, ...others]), rare)).toBe(false);
  });
});
