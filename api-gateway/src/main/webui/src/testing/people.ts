import type { Identifier, ListedPerson, Profile, ProfileGraph } from '@/api/generated/model';
import { Api } from './api';
import { pageOf } from './northwind';

const AT = '2026-03-02T09:00:00Z';

export const ADA: ListedPerson = {
  id: 'prf_ada',
  person: { text: 'Ada Lovelace', source: 'name' },
  facts: [
    { trait: 'city', value: 'London' },
    { trait: 'orders', value: 1200 },
  ],
  lastSeen: AT,
  lastEvent: AT,
  identifier: null,
};

export const BY_ID: ListedPerson = {
  id: 'prf_018c89',
  person: { text: 'Person …8c89', source: 'id' },
  facts: [],
  lastSeen: '2026-03-01T09:00:00Z',
  lastEvent: null,
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

/** The profile of Ann, without anything that the test does not say. */
export const profileOf = (known: Partial<Profile>): Profile => ({
  id: 'prf_ann',
  person: { text: 'Ann Smith', source: 'name' },
  identifiers: [],
  traits: {},
  consent: {},
  subscriptions: {},
  mergedFrom: [],
  leftOut: [],
  lastGroup: null,
  firstSeen: AT,
  lastSeen: AT,
  version: 3,
  ...known,
});

/** Ann's profile has these identifiers, without a history that the test does not say. */
export function answerIdentity(
  api: Api,
  identifiers: Identifier[],
  graph: Partial<ProfileGraph> = {},
): void {
  api.on('readProfile', profileOf({ identifiers }));
  api.on('listIdentifiers', pageOf(...identifiers.map((each) => ({ ...each, evidence: [] }))));
  api.on('readProfileGraph', {
    profile: 'prf_ann',
    identifiers: identifiers.map((each) => ({ ...each, since: AT })),
    edges: [],
    merges: [],
    unmerges: [],
    ...graph,
  });
}
