import type { ListedPerson } from '@/api/generated/model';
import { Api } from './api';

export const ADA: ListedPerson = {
  id: 'prf_ada',
  person: { text: 'Ada Lovelace', source: 'name' },
  facts: [
    { trait: 'city', value: 'London' },
    { trait: 'orders', value: 1200 },
  ],
  lastSeen: '2026-03-02T09:00:00Z',
  identifier: null,
};

export const BY_ID: ListedPerson = {
  id: 'prf_018c89',
  person: { text: 'Person …8c89', source: 'id' },
  facts: [],
  lastSeen: '2026-03-01T09:00:00Z',
  identifier: null,
};

/** A part of the list of people, as of a search that found them without similar ones. */
export const people = (
  data: ListedPerson[],
  more: { similar?: boolean; namesSearched?: boolean } = {},
) => ({
  data,
  nextCursor: null,
  similar: false,
  namesSearched: true,
  ...more,
});

/** An API of two people, one in an audience; the test answers how they are listed. */
export function apiOfPeople(): Api {
  const api = new Api();
  api.on('readIdentitySummary', { profiles: 2, identifiers: 3, merges: 0, waiting: 0 });
  api.on('listAudiencesOfPeople', {
    data: [
      { profile: ADA.id, audiences: [{ audience: 'aud_1', name: 'Loyal' }] },
      { profile: BY_ID.id, audiences: [] },
    ],
  });
  return api;
}
