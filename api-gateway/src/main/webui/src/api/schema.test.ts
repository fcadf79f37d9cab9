import { describe, expect, test } from 'vitest';
import { faultOf, type Schema, type Schemas } from './schema';

const schemas: Schemas = {
  Name: { type: 'string', minLength: 1, maxLength: 3, pattern: '^[a-z]*$' },
  Amount: { type: 'integer', minimum: 1, maximum: 9 },
  Names: { type: 'array', items: { $ref: '#/components/schemas/Name' }, minItems: 1, maxItems: 2 },
  Range: { type: 'array', items: { type: 'number' }, 'x-tributary-ascending': true },
  Closed: {
    type: 'object',
    properties: { name: { $ref: '#/components/schemas/Name' } },
    required: ['name'],
    additionalProperties: false,
  },
  Window: {
    type: 'object',
    properties: { from: { type: 'string' }, to: { type: 'string' } },
    minProperties: 1,
    'x-tributary-ascending': ['from', 'to'],
  },
  Exclusive: { type: 'object', not: { type: 'object', required: ['did', 'count'] } },
  Choice: {
    oneOf: [{ $ref: '#/components/schemas/Closed' }, { $ref: '#/components/schemas/Tree' }],
  },
  Tree: {
    type: 'object',
    properties: { all: { type: 'array', items: { $ref: '#/components/schemas/Choice' } } },
    required: ['all'],
    additionalProperties: false,
  },
  Lists: {
    anyOf: [
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'number' } },
    ],
  },
  Test: {
    oneOf: [{ $ref: '#/components/schemas/TestNone' }, { $ref: '#/components/schemas/TestText' }],
    discriminator: {
      propertyName: 'operator',
      mapping: {
        exists: '#/components/schemas/TestNone',
        contains: '#/components/schemas/TestText',
      },
    },
  },
  TestNone: {
    type: 'object',
    properties: { operator: { type: 'string', enum: ['exists'] } },
    required: ['operator'],
    not: { type: 'object', required: ['value'] },
  },
  TestText: {
    type: 'object',
    properties: { operator: { type: 'string', enum: ['contains'] }, value: { type: 'string' } },
    required: ['operator', 'value'],
  },
  Tested: {
    type: 'object',
    properties: { trait: { type: 'string' } },
    required: ['trait'],
    allOf: [{ $ref: '#/components/schemas/Test' }],
    unevaluatedProperties: false,
  },
} satisfies Record<string, Schema>;

describe('a value that is as its schema says has no fault', () => {
  test.each([
    ['Name', 'abc'],
    ['Amount', 9],
    ['Names', ['a', 'b']],
    ['Range', [1, 1, 2.5]],
    ['Closed', { name: 'a' }],
    ['Window', { from: '2026-01-01' }],
    ['Window', { from: '2026-01-01', to: '2026-01-01' }],
    ['Exclusive', { did: true }],
    ['Choice', { all: [{ all: [] }, { name: 'a' }] }],
    ['Lists', [1, 2]],
    ['Tested', { trait: 'a', operator: 'exists' }],
    ['Tested', { trait: 'a', operator: 'contains', value: '' }],
  ])('%s %j', (name, value) => {
    expect(faultOf(schemas, name, value)).toBeNull();
  });
});

describe('the place of what is otherwise is named', () => {
  test.each([
    ['Name', '', ''],
    ['Name', 'abcd', ''],
    ['Name', 'A', ''],
    ['Name', null, ''],
    ['Amount', 0, ''],
    ['Amount', 10, ''],
    ['Amount', 1.5, ''],
    ['Names', [], ''],
    ['Names', ['a', 'b', 'c'], ''],
    ['Names', ['a', 1], '/1'],
    ['Range', [2, 1], ''],
    ['Closed', {}, '/name'],
    ['Closed', { name: 'a', 'x/y~z': 1 }, '/x~1y~0z'],
    ['Closed', [], ''],
    ['Window', {}, ''],
    ['Window', { from: '2026-01-02', to: '2026-01-01' }, '/to'],
    ['Exclusive', { did: true, count: 1 }, '/count'],
    ['Choice', { all: [{ name: 'a' }, { name: 1 }] }, '/all/1/name'],
    ['Choice', { other: 1 }, ''],
    ['Lists', [1, 'a'], ''],
    ['Tested', { operator: 'exists' }, '/trait'],
    ['Tested', { trait: 'a' }, '/operator'],
    ['Tested', { trait: 'a', operator: 'resembles' }, '/operator'],
    ['Tested', { trait: 'a', operator: 'contains' }, '/value'],
    ['Tested', { trait: 'a', operator: 'contains', value: 1 }, '/value'],
    ['Tested', { trait: 'a', operator: 'exists', value: 1 }, '/value'],
    ['Tested', { trait: 'a', operator: 'exists', colour: 'red' }, '/colour'],
  ])('%s %j: %s', (name, value, place) => {
    expect(faultOf(schemas, name, value)).toBe(place);
  });
});
