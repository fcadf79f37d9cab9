import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { everyPage, PAGE } from '@/api/everyPage';
import type { CatalogueValuesRequest } from '@/api/generated/model';
import {
  listCatalogueEvents,
  listCatalogueProperties,
  listCatalogueTraits,
  listCatalogueValues,
  listTraits,
} from '@/api/generated/operations';
import { CALM } from '@/api/queryClient';

const key = (workspace: string, ...rest: unknown[]) =>
  ['workspaces', workspace, 'catalogue', ...rest] as const;

export const traitsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'traits'),
    queryFn: ({ signal }) => listCatalogueTraits(workspace, { signal }),
    refetchInterval: CALM,
  });

export const eventsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'events'),
    queryFn: ({ signal }) => listCatalogueEvents(workspace, { signal }),
    refetchInterval: CALM,
  });

export const propertiesQuery = (workspace: string, call: string, event: string | undefined) =>
  queryOptions({
    queryKey: key(workspace, 'properties', call, event),
    queryFn: ({ signal }) => listCatalogueProperties(workspace, { call, event }, { signal }),
    refetchInterval: CALM,
  });

/** The values of a trait or a property; while others are searched for, the last ones stay. */
export const valuesQuery = (workspace: string, wanted: CatalogueValuesRequest) =>
  queryOptions({
    queryKey: key(workspace, 'values', wanted),
    queryFn: ({ signal }) => listCatalogueValues(workspace, wanted, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: CALM,
  });

/** By name, whether everybody may see a trait's values. */
export const classificationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'classifications'),
    queryFn: async ({ signal }) => {
      const { data } = await everyPage((cursor) =>
        listTraits(workspace, { limit: PAGE, cursor }, { signal }),
      );
      return new Map(data.map(({ trait, classification }) => [trait, classification]));
    },
    refetchInterval: CALM,
  });
