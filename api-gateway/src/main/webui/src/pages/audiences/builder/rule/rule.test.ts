import { describe, expect, test } from 'vitest';
import { newWhere } from '../vocabulary/subjects';
import { isFinished, unfinished } from './finished';
import { type EventNode, newEvent, newGroup, type Test } from './model';
import { type DataType, firstControl, newTrait, operatorsFor, withOperator } from './operators';
import { read, Unreadable } from './read';
import { write } from './write';

const LAST = { amount: 30, unit: 'days' };

const FORMS: [string, unknown][] = [
  ['exists', { trait: 'phone', operator: 'exists' }],
  ['unknown', { trait: 'phone', operator: 'unknown' }],
  ['a text', { trait: 'plan', operator: 'equals', value: 'pro' }],
  ['the empty text', { trait: 'plan', operator: 'notEquals', value: '' }],
  ['a number', { trait: 'score', operator: 'equals', value: 0 }],
  ['a boolean', { trait: 'vip', operator: 'notEquals', value: false }],
  ['a path', { trait: 'address.city', operator: 'in', value: ['Utrecht'], ignoreCase: true }],
  ['not in', { trait: 'score', operator: 'notIn', value: [1, 2.5] }],
  ['contains', { trait: 'name', operator: 'contains', value: 'a', ignoreCase: true }],
  ['not contains', { trait: 'name', operator: 'notContains', value: 'a' }],
  ['starts with', { trait: 'name', operator: 'startsWith', value: 'a' }],
  ['ends with', { trait: 'name', operator: 'endsWith', value: 'a' }],
  ['greater than', { trait: 'score', operator: 'greaterThan', value: 0.7 }],
  ['at least', { trait: 'score', operator: 'atLeast', value: -1 }],
  ['less than', { trait: 'score', operator: 'lessThan', value: 3 }],
  ['at most', { trait: 'score', operator: 'atMost', value: 3 }],
  ['between numbers', { trait: 'score', operator: 'between', value: [1, 3] }],
  ['between dates', { trait: 'day', operator: 'between', value: ['2026-01-01', '2026-02-01'] }],
  ['before', { trait: 'day', operator: 'before', value: '2026-01-01' }],
  ['after a time', { trait: 'day', operator: 'after', value: '2026-01-01T09:00:00Z' }],
  ['on', { trait: 'day', operator: 'on', value: '2026-01-01' }],
  ['within last', { trait: 'day', operator: 'withinLast', value: LAST }],
  ['within next', { trait: 'day', operator: 'withinNext', value: { amount: 1, unit: 'hours' } }],
  ['includes', { trait: 'tags', operator: 'includes', value: 'a' }],
  ['not includes', { trait: 'tags', operator: 'notIncludes', value: 1 }],
  ['includes any', { trait: 'tags', operator: 'includesAny', value: ['a', 'b'] }],
  ['includes all', { trait: 'tags', operator: 'includesAll', value: [true], ignoreCase: true }],
  ['an event', { event: 'Order Completed' }],
  ['never', { event: 'Order Completed', did: false }],
  ['at least twice', { event: 'Order Completed', count: { atLeast: 2 } }],
  ['at least once', { event: 'Order Completed', count: { atLeast: 1 } }],
  ['done', { event: 'Order Completed', did: true }],
  ['at most', { event: 'Order Completed', count: { atMost: 0 } }],
  ['exactly never', { event: 'Order Completed', count: { exactly: 0 } }],
  ['exactly', { event: 'Order Completed', count: { exactly: 3 } }],
  ['a rolling window', { event: 'A', window: { last: LAST } }],
  ['a fixed window', { event: 'A', window: { from: '2026-11-01', to: '2026-11-30' } }],
  ['a window with one end', { event: 'A', window: { from: '2026-11-01T00:00:00Z' } }],
  ['a track call', { call: 'track', event: 'A' }],
  ['a page', { call: 'page', event: 'Pricing' }],
  ['any screen', { call: 'screen' }],
  ['a group call', { call: 'group', window: { last: LAST } }],
  ['an alias call', { call: 'alias', window: { last: LAST } }],
  [
    'where',
    {
      event: 'Order Completed',
      where: [
        { property: 'total', operator: 'greaterThan', value: 50 },
        { property: 'products.sku', operator: 'includesAny', value: ['a'], ignoreCase: true },
      ],
    },
  ],
  ['consent granted', { consent: 'marketing', state: 'granted' }],
  ['consent unknown', { consent: 'marketing', state: 'unknown' }],
  ['an audience', { audience: 'aud_1' }],
  ['not in an audience', { audience: 'aud_1', in: false }],
  ['in an audience', { audience: 'aud_1', in: true }],
  ['groups', { any: [{ all: [{ event: 'A' }] }, { none: [{ audience: 'x' }] }] }],
];

describe('what the API has comes back as it was', () => {
  test.each(FORMS)('%s', (_, form) => {
    expect(write(read({ all: [form] })).rule).toEqual({ all: [form] });
  });
});

test('a single condition becomes a group of one', () => {
  expect(write(read({ event: 'A' })).rule).toEqual({ all: [{ event: 'A' }] });
});

test('what is not in the grammar is refused with its place', () => {
  const refused = (json: unknown) => {
    try {
      read(json);
    } catch (error) {
      return error instanceof Unreadable ? error.pointer : error;
    }
    return null;
  };
  expect(refused({ all: [{ trait: 'a', operator: 'resembles', value: 1 }] })).toBe(
    '/all/0/operator',
  );
  expect(refused({ all: [{ event: 'A', window: { last: { amount: 1, unit: 'weeks' } } }] })).toBe(
    '/all/0/window/last/unit',
  );
  expect(refused({ all: [{ event: 'A', colour: 'red' }] })).toBe('/all/0/colour');
  expect(refused({ all: [{ event: 'A', did: true, count: { atLeast: 1 } }] })).toBe('/all/0/count');
  expect(refused({ all: [{ consent: 'marketing', state: 'maybe' }] })).toBe('/all/0/state');
  expect(refused([])).toBe('');
});

test('an unfinished condition is left out, and the places name those that stay', () => {
  const open = newTrait('score', ['number']);
  const done = newEvent('track', 'Order Completed');
  const { rule, places } = write(newGroup('all', [open, newGroup('any'), done]));
  expect(rule).toEqual({ all: [{ event: 'Order Completed' }] });
  expect(places.get('/all/0')).toBe(done.id);
});

test('an unfinished filter is left out and named, its event stays', () => {
  const event: EventNode = {
    ...newEvent('track', 'A'),
    where: [{ id: 'w', property: 'total', test: newTrait('', ['number']).test }],
  };
  expect(isFinished(event)).toBe(true);
  expect(write(newGroup('all', [event])).rule).toEqual({ all: [{ event: 'A' }] });
  expect(unfinished(newGroup('all', [event]))).toEqual(['w']);
});

test.each([
  ['no event', { event: undefined }],
  ['no number of times', { count: { exactly: null } }],
  ['a part of a time', { count: { exactly: 1.5 } }],
  ['no amount', { window: { last: { amount: null, unit: 'days' } } }],
  ['no end', { window: {} }],
  ['an end before the start', { window: { from: '2026-02-01', to: '2026-01-01' } }],
] as [string, Partial<EventNode>][])('an event with %s is unfinished', (_, part) => {
  const { event, ...others } = { ...newEvent('track', 'A'), ...part };
  expect(isFinished(event === undefined ? others : { event, ...others })).toBe(false);
});

test.each([
  ['contains', ''],
  ['contains', null],
  ['greaterThan', null],
  ['in', []],
  ['between', [1, null]],
  ['between', [3, 1]],
  ['between', ['', '2026-01-01']],
  ['on', null],
  ['withinLast', { amount: null, unit: 'days' }],
] as [Test['operator'], Test['value']][])('%s %j is unfinished', (operator, value) => {
  const trait = { ...newTrait('plan', []), test: { operator, value } as Test };
  expect(isFinished(trait)).toBe(false);
});

test('being equal to the empty text says something', () => {
  const trait = { ...newTrait('plan', []), test: { operator: 'equals', value: '' } as const };
  expect(isFinished(trait)).toBe(true);
});

test('a rule without a finished condition is none', () => {
  expect(write(newGroup('all')).rule).toBeNull();
});

test('another operator keeps what it can take', () => {
  const many = withOperator({ operator: 'equals', value: 'a', ignoreCase: true }, 'in');
  expect(many).toEqual({ operator: 'in', value: ['a'], ignoreCase: true });
  expect(withOperator(many, 'greaterThan')).toEqual({ operator: 'greaterThan', value: null });
  const range = withOperator({ operator: 'greaterThan', value: 5 }, 'between');
  expect(range).toEqual({ operator: 'between', value: [5, null] });
  expect(withOperator(range, 'atMost')).toEqual({ operator: 'atMost', value: 5 });
  expect(withOperator(range, 'on')).toEqual({ operator: 'on', value: null });
  expect(withOperator(range, 'exists')).toStrictEqual({ operator: 'exists' });
});

test('the operators fit what a trait holds', () => {
  expect(operatorsFor(['boolean'])).toEqual(['equals', 'notEquals', 'exists', 'unknown']);
  expect(operatorsFor(['date'])[0]).toBe('withinLast');
  expect(operatorsFor([])).toContain('includesAll');
});

test('a birthday is not compared with the days around today: its year would be compared, too', () => {
  const offered = (name: string) => operatorsFor(['date'], name);
  for (const birthday of ['birthday', 'dateOfBirth', 'birth_date', 'customer.dob', 'Born on']) {
    expect(offered(birthday)).not.toContain('withinNext');
    expect(offered(birthday)).not.toContain('withinLast');
    expect(offered(birthday)).toContain('before');
    expect(newTrait(birthday, ['date']).test.operator).toBe('before');
  }
  expect(offered('renewal')).toContain('withinNext');
  expect(offered('dobbyDate')).toContain('withinNext');
});

test('after a trait was chosen, its value is entered', () => {
  const first = (...types: DataType[]) => firstControl(newTrait('a', types).test);
  expect(first('text')).toBe('value');
  expect(first('number')).toBe('value');
  expect(first('boolean')).toBe('value');
  expect(first('list')).toBe('value');
  expect(first('date')).toBe('amount');
  expect(first('object')).toBe('operator');
  expect(firstControl({ operator: 'between', value: [null, null] })).toBe('low');
});

test.each([
  ['email', true],
  ['workEmail', true],
  ['e-mail', true],
  ['contact.email_address', true],
  ['plan', undefined],
  ['emailed', undefined],
])('a new condition on %s ignores the case: %s', (name, ignoreCase) => {
  expect(newTrait(name, ['text']).test.ignoreCase).toBe(ignoreCase);
  expect(newWhere(name, ['text']).test.ignoreCase).toBe(ignoreCase);
  expect(newTrait(name, ['number']).test.ignoreCase).toBeUndefined();
});
