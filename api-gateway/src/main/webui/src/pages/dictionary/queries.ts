import { queryOptions } from '@tanstack/react-query';
import * as catalogue from '@/api/catalogueQueries';
import { following } from '@/api/changes/following';
import { everyPage, PAGE } from '@/api/everyPage';
import type { CatalogueValuesRequest } from '@/api/generated/model';
import {
  listTraitQuality,
  listTraits,
  readTraitPolicy,
  readTraitQuality,
} from '@/api/generated/operations';

/** The figures of the dictionary stay as fresh as they can be. */
const FRESH = {
  ...following({ traits: true, catalogue: true, profiles: true, events: true }),
  staleTime: 0,
};

export const traitsQuery = (workspace: string) => ({
  ...catalogue.traitsQuery(workspace),
  ...FRESH,
});

export const eventsQuery = (workspace: string) => ({
  ...catalogue.eventsQuery(workspace),
  ...FRESH,
});

export const propertiesQuery = (workspace: string, call: string, event: string | undefined) => ({
  ...catalogue.propertiesQuery(workspace, { call, event }),
  ...FRESH,
});

export const valuesQuery = (workspace: string, wanted: CatalogueValuesRequest) => ({
  ...catalogue.valuesQuery(workspace, wanted),
  ...FRESH,
});

export const policyQuery = (workspace: string, trait: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'traits', trait, 'policy'],
    queryFn: ({ signal }) => readTraitPolicy(workspace, trait, { signal }),
  });

/** Read when a user asks, and kept for five minutes: asking more often shows nothing new. */
const SURVEYED = 5 * 60_000;

export const qualitiesQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'traits', 'quality'],
    queryFn: ({ signal }) => listTraitQuality(workspace, { signal }),
    staleTime: SURVEYED,
  });

export const qualityQuery = (workspace: string, trait: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'traits', trait, 'quality'],
    queryFn: ({ signal }) => readTraitQuality(workspace, trait, { signal }),
    staleTime: SURVEYED,
  });

/** By name, whether everybody may see a trait's values. */
export const classificationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'catalogue', 'classifications'],
    queryFn: async ({ signal }) => {
      const { data } = await everyPage((cursor) =>
        listTraits(workspace, { limit: PAGE, cursor }, { signal }),
      );
      return new Map(data.map(({ trait, classification }) => [trait, classification]));
    },
    ...following({ traits: true }),
  });
