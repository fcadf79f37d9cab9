import { describe, expect, test } from 'vitest';
import { en } from '@/texts/en';
import { unfinished } from '../rule/finished';
import { write } from '../rule/write';
import type { Subject } from '../vocabulary/subject';
import { subjects } from '../vocabulary/subjects';
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

test('any page counts as soon as one was seen', () => {
  const all = subjects(
    [],
    [
      {
        call: 'page',
        event: 'Home',
        people: 2,
        events: 2,
        lastSeen: '2026-01-01T00:00:00Z',
        synonyms: [],
        shippedSynonyms: [],
      },
    ],
    [],
  );
  expect(all.flatMap((each) => (each.kind === 'template' ? [each.template] : []))).toEqual([
    'recentlyActive',
    'goneQuiet',
  ]);
});
