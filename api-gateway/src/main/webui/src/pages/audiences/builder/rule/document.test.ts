import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operators, schemas } from '@/api/generated/ruleGrammar';
import { unfinished } from './finished';
import { newGroup } from './model';
import { operandOf, operatorsFor, withOperator } from './operators';
import { read } from './read';
import { write } from './write';

const ROOT = new URL('../../../../../../../../../', import.meta.url);

const textOf = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const fileOf = (path: string) => JSON.parse(textOf(path));

/** The fields with the name `rule`, within those with one of the names if any are given. An alert without a rule has null. */
function rulesIn(json: unknown, within: readonly string[] = []): unknown[] {
  if (typeof json !== 'object' || json === null) {
    return [];
  }
  return Object.entries(json).flatMap(([field, value]) =>
    within.length === 0 && field === 'rule' && value !== null
      ? [value]
      : rulesIn(value, within.includes(field) ? [] : within),
  );
}

/** The rules on a page. What asks for the values of a trait or a property is none. */
function rulesOn(page: string): object[] {
  const starts = [...page.matchAll(/\{\s*"(all|any|none|trait|event|call|audience)"\s*:/g)];
  let read = 0;
  return starts.flatMap(({ index }): object[] => {
    const text = index < read ? '' : objectAt(page.slice(index));
    read = Math.max(read, index + text.length);
    try {
      const rule = JSON.parse(text);
      return 'search' in rule || 'property' in rule ? [] : [rule];
    } catch {
      // The page abbreviates it, as in {"all": [node, …]}; or it is in the one before it.
      return [];
    }
  });
}

/** To the brace that closes the first one. */
function objectAt(text: string): string {
  let depth = 0;
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth === 0) {
      return text.slice(0, index + 1);
    }
  }
  return '';
}

/** `affected` in services/test.sh has these pages, too. */
const PAGES = [
  'docs/reference/rule-semantics.md',
  'docs/reference/audiences.md',
  'docs/reference/administration.md',
  'docs/build-an-audience.md',
];

const RULES: [string, unknown[], number][] = [
  [
    'the document of the API',
    rulesIn(fileOf('docs/reference/openapi.json'), ['example', 'examples']),
    3,
  ],
  ['the pages of the documentation', PAGES.flatMap((page) => rulesOn(textOf(page))), 12],
  ['the demo', rulesIn(fileOf('services/local/src/main/resources/demo/shop.json')), 2],
];

test.each(RULES)('every rule in %s is complete, and comes back as it was', (_, rules, least) => {
  expect(rules.length).toBeGreaterThanOrEqual(least);
  for (const rule of rules) {
    const edited = read({ all: [rule] });
    expect(unfinished(edited)).toEqual([]);
    expect(write(edited).rule).toStrictEqual({ all: [rule] });
  }
});

test('each operator of the document has words, which no other operator of its types has', () => {
  expect(Object.keys(operators).toSorted()).toEqual(
    Object.keys(schemas.ValueTest.discriminator.mapping).toSorted(),
  );
  for (const type of Object.values(operators).flatMap(({ types }) => types)) {
    const labels = operatorsFor([type]).map((each) => operators[each].label);
    expect(labels).not.toContain('');
    expect(new Set(labels).size).toBe(labels.length);
  }
});

test('each operator that needs a value is unfinished without it', () => {
  for (const operator of operatorsFor([])) {
    const test = withOperator({ operator: 'exists' }, operator);
    const open = unfinished(newGroup('all', [{ id: 'n', kind: 'trait', trait: 'a', test }]));
    expect(open).toEqual(['nothing', 'span'].includes(operandOf(operator)) ? [] : ['n']);
  }
});
