import { describe, expect, test } from 'vitest';
import { en } from '@/texts/en';
import { unfinished } from '../rule/finished';
import type { Call, GroupNode } from '../rule/model';
import { write } from '../rule/write';
import type { Subject } from '../vocabulary/subject';
import { newCondition, subjects } from '../vocabulary/subjects';
import { TEMPLATES } from './templateId';
import { offered, ruleOf } from './templates';
import templates from './templates.json';

const SEEN = { people: 3, last: null };
const event = (name: string): Subject => ({
  kind: 'event',
  call: 'track',
  event: name,
  seen: SEEN,
});

describe.each(TEMPLATES)('%s', (template) => {
  test('is read by the builder, complete, and written as it stands', () => {
    const rule = ruleOf(template);
    expect(unfinished(rule)).toEqual([]);
    expect(write(rule).rule).toEqual(templates[template]);
  });

  test('has a name and says what it means', () => {
    expect(en.builder.templates[template].name).not.toBe('');
    expect(en.builder.templates[template].what).not.toBe('');
  });
});

test('a template is offered once all that it asks for was seen', () => {
  expect(offered([])).toEqual([]);
  expect(offered([event('Order Completed')])).toEqual([
    'lapsedBuyers',
    'repeatBuyers',
    'newBuyers',
  ]);
  expect(offered([event('Signed Up')])).toEqual([]);
  expect(offered([event('Signed Up'), event('Order Completed')])).toContain('neverBought');
  expect(offered([{ kind: 'trait', trait: 'email', types: ['text'], seen: SEEN }])).toEqual([
    'reachableByEmail',
  ]);
});

/** The templates that are offered once such visits were seen, with their rules. */
function offeredFor(...calls: Call[]) {
  const seen = calls.map((call) => ({
    call,
    event: 'Home',
    people: 2,
    events: 2,
    lastSeen: '2026-01-01T00:00:00Z',
    synonyms: [],
    shippedSynonyms: [],
  }));
  return subjects([], seen, [], []).flatMap((each) =>
    each.kind === 'template'
      ? [{ template: each.template, rule: write(newCondition(each) as GroupNode).rule }]
      : [],
  );
}

test.each(['page', 'screen'] as const)('any %s counts as soon as one was seen', (call) => {
  const last = (amount: number) => ({ window: { last: { amount, unit: 'days' } } });
  expect(offeredFor(call)).toEqual([
    { template: 'recentlyActive', rule: { all: [{ call, ...last(7) }] } },
    { template: 'goneQuiet', rule: { all: [{ call }, { call, did: false, ...last(30) }] } },
  ]);
});

test('visits of the site and of the app count alike, where both were seen', () => {
  const last = (amount: number) => ({ window: { last: { amount, unit: 'days' } } });
  expect(offeredFor('page', 'screen')).toEqual([
    {
      template: 'recentlyActive',
      rule: {
        all: [
          {
            any: [
              { call: 'page', ...last(7) },
              { call: 'screen', ...last(7) },
            ],
          },
        ],
      },
    },
    {
      template: 'goneQuiet',
      rule: {
        all: [
          { any: [{ call: 'page' }, { call: 'screen' }] },
          { call: 'page', did: false, ...last(30) },
          { call: 'screen', did: false, ...last(30) },
        ],
      },
    },
  ]);
});
