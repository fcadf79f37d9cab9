import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, expect, test, vi } from 'vitest';
import { sourceOf } from '../scripts/rule-grammar.mjs';
import type { Operator } from '../src/pages/audiences/builder/rule/model.ts';

const DOCUMENT = JSON.parse(
  readFileSync(new URL('../../../../../docs/reference/openapi.json', import.meta.url), 'utf8'),
);

/** An operator that the user interface has never heard of. */
const NEW = 'soundsLike' as Operator;

// The next file of tests has the grammar of the document.
afterAll(() => {
  vi.doUnmock('@/api/generated/ruleGrammar');
  vi.resetModules();
});

/** What a line in `Operator` adds to the document. */
function withNewOperator(operand = 'text'): unknown {
  const document = structuredClone(DOCUMENT);
  const { schemas } = document.components;
  const test = `ValueTest${operand.charAt(0).toUpperCase()}${operand.slice(1)}`;
  schemas.ValueTest['x-tributary-operators'].push({
    name: NEW,
    label: 'sounds like',
    operand,
    ignoreCase: operand === 'text',
    types: ['text'],
  });
  schemas.ValueTest.discriminator.mapping[NEW] = `#/components/schemas/${test}`;
  schemas[test].properties.operator.enum.push(NEW);
  return document;
}

/** What the generator writes, as a module. */
function generated(document: unknown): Promise<object> {
  const source = sourceOf(document).replaceAll(' as const;', ';');
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`);
}

/** The builder's own code, with the grammar of that document. */
async function builder(document: unknown) {
  vi.resetModules();
  vi.doMock('@/api/generated/ruleGrammar', () => generated(document));
  await import('@/texts/i18n');
  return {
    ...(await import('@/pages/audiences/builder/rule/operators')),
    ...(await import('@/pages/audiences/builder/rule/read')),
    ...(await import('@/pages/audiences/builder/rule/write')),
    ...(await import('@/pages/audiences/builder/rule/finished')),
  };
}

const RULE = {
  all: [
    { trait: 'name', operator: NEW, value: 'Meyer', ignoreCase: true },
    { event: 'Order Completed', where: [{ property: 'city', operator: NEW, value: 'Cologne' }] },
  ],
};

test('an operator that is only in the document is offered, edited, read and written', async () => {
  const { operatorsFor, labelOf, withOperator, read, write, unfinished } = await builder(
    withNewOperator(),
  );
  // With the same grammar; the other tests do not need the components.
  const { TestFields } = await import('@/pages/audiences/builder/conditions/TestFields');

  expect(operatorsFor(['text'])).toContain(NEW);
  expect(operatorsFor(['number'])).not.toContain(NEW);
  expect(labelOf(NEW)).toBe('sounds like');

  const edited = read(RULE);
  expect(unfinished(edited)).toEqual([]);
  expect(write(edited).rule).toStrictEqual(RULE);

  const chosen = withOperator({ operator: 'equals', value: 5 }, NEW);
  expect(chosen).toEqual({ operator: NEW, value: null });
  const [first, second] = edited.nodes;
  const open = { ...edited, nodes: [{ ...first, test: chosen }, second] } as typeof edited;
  expect(unfinished(open)).toEqual([first?.id]);
  expect(write(open).rule).toStrictEqual({ all: [RULE.all[1]] });
  expect(withOperator({ operator: 'contains', value: 'Meyer', ignoreCase: true }, NEW)).toEqual({
    operator: NEW,
    value: 'Meyer',
    ignoreCase: true,
  });

  const fields = renderToStaticMarkup(
    createElement(TestFields, {
      test: { operator: NEW, value: 'Meyer' },
      types: ['text'],
      of: { trait: 'name' },
      onChange: () => undefined,
    }),
  );
  expect(fields).toContain(`<option value="${NEW}" selected="">sounds like</option>`);
  expect(fields).toMatch(/<input type="text"[^>]*value="Meyer"/);
  expect(fields).toContain('data-control="case"');
});

test.each([
  ['nothing', {}, true],
  ['scalar', { value: false }, false],
  ['scalars', { value: ['a', 'b'] }, false],
  ['text', { value: 'a' }, false],
  ['number', { value: 0 }, false],
  ['pair', { value: ['2026-01-01', '2026-02-01'] }, false],
  ['moment', { value: '2026-01-01T09:00:00Z' }, false],
  ['span', { value: { amount: 2, unit: 'hours' } }, true],
])('a new operator that takes %s is one as well', async (operand, value, finished) => {
  const { withOperator, read, write, unfinished } = await builder(withNewOperator(operand));
  const rule = { all: [{ trait: 'name', operator: NEW, ...value }] };
  const edited = read(rule);
  expect(unfinished(edited)).toEqual([]);
  expect(write(edited).rule).toStrictEqual(rule);

  const [first] = edited.nodes;
  const chosen = withOperator({ operator: 'exists' }, NEW);
  const fresh = { ...edited, nodes: [{ ...first, test: chosen }] } as typeof edited;
  expect(unfinished(fresh)).toEqual(finished ? [] : [first?.id]);
});

test('the document says what the operator takes', async () => {
  const { read, Unreadable } = await builder(withNewOperator());
  const wrong = { all: [{ trait: 'name', operator: NEW, value: 5 }] };
  expect(() => read(wrong)).toThrow(new Unreadable('/all/0/value'));
});

test('without it in the document, a rule that has the operator cannot be read', async () => {
  const { read, Unreadable } = await builder(DOCUMENT);
  expect(() => read(RULE)).toThrow(new Unreadable('/all/0/operator'));
});

test('the generator refuses what the reader of rules cannot check', () => {
  const document = withNewOperator() as {
    components: { schemas: Record<string, Record<string, unknown>> };
  };
  Object.assign(document.components.schemas.Span ?? {}, { propertyNames: { maxLength: 3 } });
  expect(() => sourceOf(document)).toThrow('propertyNames');
});
