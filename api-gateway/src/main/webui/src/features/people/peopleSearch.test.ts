import { expect, test } from 'vitest';
import type { PeopleQuery } from '@/api/generated/model';
import { searchOf, searchPeople, soughtIn } from './peopleSearch';

const PERSON = { text: 'Ann Smith', source: 'name' as const };
const BY_ID = { text: 'Person …nton', source: 'id' as const };
const ROW = { facts: [], lastSeen: '2026-03-02T09:00:00Z', lastEvent: null };
const ANN = { ...ROW, id: 'prf_ann', person: PERSON, identifier: null };
const ANTON = {
  ...ROW,
  id: 'prf_anton',
  person: BY_ID,
  identifier: { type: 'email', value: { masked: true as const } },
};

test('less than three characters, or the id of a profile, are not searched for', () => {
  expect(soughtIn(' an ')).toBeNull();
  expect(soughtIn('😀a')).toBeNull();
  expect(soughtIn('prf_01')).toBeNull();
  expect(soughtIn('a'.repeat(513))).toBeNull();
  expect(soughtIn('  ann ')).toBe('ann');
});

test('people are found by the beginning alone, in the order of the API', async () => {
  const asked: PeopleQuery[] = [];
  const found = await searchPeople(
    async (request) => {
      asked.push(request);
      return { data: [ANN, ANTON], nextCursor: null, similar: false, namesSearched: true };
    },
    'an',
    5,
  );
  expect(found.people).toEqual([ANN, ANTON]);
  expect(asked).toEqual([{ query: 'an', limit: 5, similar: false }]);
});

test('a search for names that took too long is passed on with the people of other searches', async () => {
  const found = await searchPeople(
    async () => ({ data: [ANTON], nextCursor: null, similar: false, namesSearched: false }),
    'anton@',
    5,
  );
  expect(found.people.map(({ id }) => id)).toEqual(['prf_anton']);
  expect(found.namesSearched).toBe(false);
});

test('what was found for something else is not shown', () => {
  const found = { people: [], namesSearched: true };
  expect(searchOf(null, 'ann', { data: found, error: null })).toEqual({ kind: 'idle' });
  expect(searchOf('anna', 'ann', { data: found, error: null })).toEqual({ kind: 'searching' });
  expect(searchOf('ann', 'ann', { data: undefined, error: null })).toEqual({ kind: 'searching' });
  expect(searchOf('ann', 'ann', { data: found, error: null })).toEqual({ kind: 'found', ...found });
});

test('a search that failed says so', () => {
  const error = new Error('Ask for more of the word');
  expect(searchOf('ann', 'ann', { data: undefined, error })).toEqual({ kind: 'failed', error });
});
