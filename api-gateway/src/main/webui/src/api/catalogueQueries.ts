import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CatalogueValuesRequest } from './generated/model';
import {
  listCatalogueEvents,
  listCatalogueProperties,
  listCatalogueTraits,
  listCatalogueValues,
} from './generated/operations';

/** What people have and do changes slowly, and asking costs. */
const STEADY = 60_000;

const key = (workspace: string, ...rest: unknown[]) =>
  ['workspaces', workspace, 'catalogue', ...rest] as const;

export const traitsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'traits'),
    queryFn: ({ signal }) => listCatalogueTraits(workspace, { signal }),
    staleTime: STEADY,
  });

export const eventsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'events'),
    queryFn: ({ signal }) => listCatalogueEvents(workspace, { signal }),
    staleTime: STEADY,
  });

/** Which event: what calls without a name have no `event`. */
interface Which {
  call: string;
  event?: string | null | undefined;
}

export const propertiesQuery = (workspace: string, { call, event }: Which) =>
  queryOptions({
    queryKey: key(workspace, 'properties', call, event ?? null),
    queryFn: ({ signal }) =>
      listCatalogueProperties(workspace, { call, event: event ?? undefined }, { signal }),
    staleTime: STEADY,
  });

/** What values a trait has, or a property of an event. */
export type ValuesOf =
  | { trait: string }
  | { call: string; event?: string | null; property: string };

/** While others are searched for, the last ones stay. */
export const valuesQuery = (workspace: string, wanted: CatalogueValuesRequest) =>
  queryOptions({
    queryKey: key(workspace, 'values', wanted),
    queryFn: ({ signal }) => listCatalogueValues(workspace, wanted, { signal }),
    placeholderData: keepPreviousData,
    staleTime: STEADY,
  });
