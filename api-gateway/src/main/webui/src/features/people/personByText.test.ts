import { expect, test } from 'vitest';
import type { ListedPerson, PeopleQuery } from '@/api/generated/model';
import { ProblemError } from '@/api/problem';
import { personByText } from './personByText';

const person = (id: string): ListedPerson => ({
  id,
  person: { text: `Mila ${id}`, source: 'name' },
  identifier: null,
  facts: [],
  lastSeen: '2026-03-02T09:00:00Z',
  lastEvent: null,
});

function failure(status: number) {
  return new ProblemError({
    type: 'about:blank',
    title: 'Refused',
    status,
    code: 'refused',
    retryable: false,
    requestId: 'req-1',
  });
}

/** An API with these people by name, and nobody by an identifier. */
function named(...ids: string[]) {
  const asked: PeopleQuery[] = [];
  return {
    asked,
    lookUp: () => Promise.reject(failure(404)),
    search: async (query: PeopleQuery) => {
      asked.push(query);
      return { data: ids.map(person), nextCursor: null, similar: false, namesSearched: true };
    },
  };
}

test('an identifier is found without a search for names', async () => {
  const ways = { ...named('prf_1'), lookUp: async () => 'prf_2' };
  expect(await personByText('mila@example.com', ways)).toBe('prf_2');
  expect(await personByText('prf_3', ways)).toBe('prf_3');
  expect(ways.asked).toEqual([]);
});

test('the only person with a name is found', async () => {
  const ways = named('prf_1');
  expect(await personByText('Mila de Vries', ways)).toBe('prf_1');
  expect(ways.asked).toEqual([{ query: 'Mila de Vries', limit: 5, similar: false }]);
});

test('several people with a name are a choice, and none is nobody', async () => {
  expect(await personByText('Mila', named('prf_1', 'prf_2'))).toMatchObject({
    people: [{ id: 'prf_1' }, { id: 'prf_2' }],
  });
  expect(await personByText('Mila', named())).toEqual({ people: [], namesSearched: true });
});

test('an e-mail address that nobody has is no name', async () => {
  const ways = named('prf_1');
  expect(await personByText('mila@example.com', ways)).toMatchObject({ people: [] });
  expect(ways.asked).toEqual([]);
});

test('a failure of the look-up is not nobody', async () => {
  const ways = { ...named('prf_1'), lookUp: () => Promise.reject(failure(503)) };
  await expect(personByText('Mila', ways)).rejects.toThrow();
  expect(ways.asked).toEqual([]);
});
