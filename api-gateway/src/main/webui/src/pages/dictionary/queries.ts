import { queryOptions } from '@tanstack/react-query';
import * as catalogue from '@/api/catalogueQueries';
import { following } from '@/api/changes/following';
import { everyPage, PAGE } from '@/api/everyPage';
import type {
  CatalogueProperties,
  CatalogueTraits,
  CatalogueValuesRequest,
} from '@/api/generated/model';
import {
  listCatalogueProperties,
  listCatalogueTraits,
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

/** How many people or events have a value that cannot be read as a type. */
export interface Unreadable {
  count: number;
  /** Whether the count is rounded for this reader. */
  approximate: boolean;
  /** Whether the count is scaled up from a part of the people. */
  estimated: boolean;
}

/** How to read such a number. */
export interface UnreadableQuery {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal }) => Promise<Unreadable | null>;
}

/** The values of a trait that could not be read as a type that is not declared yet. */
export const unreadableTraitQuery = (
  workspace: string,
  trait: string,
  as: string,
): UnreadableQuery => ({
  queryKey: ['workspaces', workspace, 'catalogue', 'traits', trait, 'as', as],
  queryFn: async ({ signal }) =>
    unreadableOf(trait, await listCatalogueTraits(workspace, { trait, as }, { signal })),
});

/** The values of a property that could not be read as a type that is not declared yet. */
export const unreadablePropertyQuery = (
  workspace: string,
  { property, ...of }: { call: string; event: string | undefined; property: string },
  as: string,
): UnreadableQuery => ({
  queryKey: ['workspaces', workspace, 'catalogue', 'properties', of, property, 'as', as],
  queryFn: async ({ signal }) =>
    unreadableOf(
      property,
      await listCatalogueProperties(workspace, { ...of, property, as }, { signal }),
    ),
});

/** Null if the catalogue, which lists the most frequent names, does not list this one. */
function unreadableOf(
  name: string,
  { data, estimated }: Pick<CatalogueTraits | CatalogueProperties, 'data' | 'estimated'>,
): Unreadable | null {
  const found = data.find((each) => each.name === name);
  return found?.unreadable == null
    ? null
    : { count: found.unreadable, approximate: found.approximate, estimated };
}

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
