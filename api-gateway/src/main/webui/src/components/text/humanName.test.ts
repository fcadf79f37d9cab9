import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { humanEvent, humanName, humanNames } from './humanName';

interface Case {
  name: string;
  /** The words of each part of a path. */
  parts: string[];
}

/** The sentences of the audience-builder have the same words, in its `HumanNameTest`. */
const cases: Case[] = JSON.parse(
  readFileSync('../../../../audience-builder/src/test/resources/human-names.json', 'utf8'),
);

test.each(cases)('$name is the $parts', ({ name, parts }) => {
  expect(humanName(name)).toBe(parts.join(' › '));
});

test('events keep a name that was written for people', () => {
  expect(humanEvent('Order Completed')).toBe('Order Completed');
  expect(humanEvent('order_completed')).toBe('Order completed');
});

test('names that would become the same stay as they are', () => {
  const nameOf = humanNames(['lifetimeValue', 'lifetime_value', 'churnScore', 'churnScore']);
  expect(nameOf('lifetimeValue')).toBe('lifetimeValue');
  expect(nameOf('lifetime_value')).toBe('lifetime_value');
  expect(nameOf('churnScore')).toBe('churn score');
});
