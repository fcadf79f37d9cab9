import { expect, it } from 'vitest';
import { differences, type Field } from './differences';

const field = (id: string, value: unknown): Field => ({
  id,
  label: id.toUpperCase(),
  value,
  words: String(value),
});

it('says nothing of what is the same, in whatever order it is written', () => {
  expect(
    differences(
      [field('name', 'Web'), field('rule', { trait: 'plan', value: 'pro' })],
      [field('name', 'Web'), field('rule', { value: 'pro', trait: 'plan' })],
    ),
  ).toEqual([]);
});

it('names what changed, was added and was removed', () => {
  expect(
    differences(
      [field('name', 'Web'), field('limit', 5), field('old', true)],
      [field('name', 'Site'), field('limit', 5), field('new', 1)],
    ),
  ).toEqual([
    { id: 'name', label: 'NAME', before: 'Web', after: 'Site' },
    { id: 'new', label: 'NEW', before: null, after: '1' },
    { id: 'old', label: 'OLD', before: 'true', after: null },
  ]);
});
