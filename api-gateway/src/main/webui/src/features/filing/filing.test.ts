import { expect, test } from 'vitest';
import { addedTo, isFiled, valuesOf } from './filing';

const spring = { tags: ['spring', 'sale'], folder: 'Campaigns', owner: 'ada@shop.example' };
const plain = { tags: ['sale'], folder: null, owner: null };

test('the values of filters are those that some audience has, each once and sorted', () => {
  expect(valuesOf([spring, plain])).toEqual({
    tags: ['sale', 'spring'],
    folders: ['Campaigns'],
    owners: ['ada@shop.example'],
  });
  expect(valuesOf([])).toEqual({ tags: [], folders: [], owners: [] });
});

test('a hidden owner is no value of a filter, and no filter finds it', () => {
  const hidden = { tags: [], folder: null, owner: { masked: true as const } };
  expect(valuesOf([spring, hidden]).owners).toEqual(['ada@shop.example']);
  expect(isFiled(hidden, { owner: 'ada@shop.example' })).toBe(false);
  expect(isFiled(hidden, {})).toBe(true);
});

test('an audience has to meet every filter', () => {
  expect(isFiled(plain, {})).toBe(true);
  expect(isFiled(plain, { tag: 'sale' })).toBe(true);
  expect(isFiled(plain, { tag: 'spring' })).toBe(false);
  expect(isFiled(spring, { tag: 'spring', folder: 'Campaigns' })).toBe(true);
  expect(isFiled(spring, { tag: 'spring', folder: 'Other' })).toBe(false);
  expect(isFiled(plain, { owner: 'ada@shop.example' })).toBe(false);
});

test('several audiences keep their tags and, without a new one, their folder', () => {
  expect(addedTo(spring, { tags: ['vip', 'sale'], folder: ' ' })).toEqual({
    tags: ['spring', 'sale', 'vip'],
  });
  expect(addedTo(plain, { tags: [], folder: ' Campaigns ' })).toEqual({ folder: 'Campaigns' });
});
