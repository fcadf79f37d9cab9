import { expect, test } from 'vitest';
import type { ProfileHits, ProfileSearch } from '@/api/generated/model';
import { searchOf, searchPeople, soughtIn } from './peopleSearch';

const PERSON = { text: 'Ann Smith', source: 'name' as const };
const BY_ID = { text: 'Person …nton', source: 'id' as const };
const ANN = {
  id: 'prf_ann',
  person: PERSON,
  identifier: { type: 'email', value: 'ann@shop.example' },
};
const ANNS_PHONE = {
  id: 'prf_ann',
  person: PERSON,
  identifier: { type: 'loyalty', value: 'ann-7' },
};
const ANTON = {
  id: 'prf_anton',
  person: BY_ID,
  identifier: { type: 'email', value: { masked: true as const } },
};

function answering(byMatch: Partial<Record<'prefix' | 'fuzzy', ProfileHits['data']>>) {
  const asked: ProfileSearch[] = [];
  const search = async (request: ProfileSearch) => {
    asked.push(request);
    return { data: byMatch[request.match ?? 'prefix'] ?? [] };
  };
  return { asked, search };
}

test('less than three characters, or the id of a profile, are not searched for', () => {
  expect(soughtIn(' an ')).toBeNull();
  expect(soughtIn('😀a')).toBeNull();
  expect(soughtIn('prf_01')).toBeNull();
  expect(soughtIn('a'.repeat(513))).toBeNull();
  expect(soughtIn('  ann ')).toBe('ann');
});

test('somebody who is found by several identifiers is listed once', async () => {
  const { asked, search } = answering({ prefix: [ANN, ANTON, ANNS_PHONE] });
  expect(await searchPeople(search, { sought: 'an', limit: 8, similar: true })).toEqual({
    people: [
      { id: 'prf_ann', person: PERSON, identifiers: [ANN.identifier, ANNS_PHONE.identifier] },
      { id: 'prf_anton', person: BY_ID, identifiers: [ANTON.identifier] },
    ],
    similar: false,
    more: false,
  });
  expect(asked).toEqual([{ query: 'an', match: 'prefix', limit: 8 }]);
});

test('typing errors are forgiven only where nothing begins so, and where they may be', async () => {
  const forgiving = answering({ fuzzy: [ANN] });
  expect(
    await searchPeople(forgiving.search, { sought: 'anm', limit: 8, similar: true }),
  ).toMatchObject({ people: [{ id: 'prf_ann' }], similar: true });
  const strict = answering({ fuzzy: [ANN] });
  expect(
    await searchPeople(strict.search, { sought: 'anm', limit: 8, similar: false }),
  ).toMatchObject({ people: [], similar: false });
  expect(strict.asked).toHaveLength(1);
});

test('a list as long as it may be says that there may be more', async () => {
  const { search } = answering({ prefix: [ANN, ANTON] });
  const { more } = await searchPeople(search, { sought: 'ann', limit: 2, similar: false });
  expect(more).toBe(true);
});

test('what was found for something else is not shown', () => {
  const found = { people: [], similar: false, more: false };
  expect(searchOf(null, 'ann', { data: found, error: null })).toEqual({ kind: 'idle' });
  expect(searchOf('anna', 'ann', { data: found, error: null })).toEqual({ kind: 'searching' });
  expect(searchOf('ann', 'ann', { data: undefined, error: null })).toEqual({ kind: 'searching' });
  expect(searchOf('ann', 'ann', { data: found, error: null })).toEqual({ kind: 'found', ...found });
});

test('a search that failed says so', () => {
  const error = new Error('Ask for more of the word');
  expect(searchOf('ann', 'ann', { data: undefined, error })).toEqual({ kind: 'failed', error });
});
