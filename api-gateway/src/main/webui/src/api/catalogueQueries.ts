import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  CataloguePropertyValueSearch,
  CatalogueValueSearch,
  CatalogueValuesRequest,
} from './generated/model';
import {
  listCatalogueEventProperties,
  listCatalogueEvents,
  listCatalogueProperties,
  listCatalogueTraits,
  listCatalogueValues,
  searchCataloguePropertyValues,
  searchCatalogueValues,
} from './generated/operations';

/** What people have and do changes slowly, and asking costs. */
const STEADY = 60_000;

const key = (workspace: string, ...rest: unknown[]) =>
  ['workspaces', workspace, 'catalogue', ...rest] as const;

export const traitsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'traits'),
    queryFn: ({ signal }) => listCatalogueTraits(workspace, undefined, { signal }),
    staleTime: STEADY,
  });

export const eventsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'events'),
    queryFn: ({ signal }) => listCatalogueEvents(workspace, { signal }),
    staleTime: STEADY,
  });

/** The call and the name of an event. A call without a name has no `event`. */
interface EventChoice {
  call: string;
  event?: string | null | undefined;
}

export const propertiesQuery = (workspace: string, { call, event }: EventChoice) =>
  queryOptions({
    queryKey: key(workspace, 'properties', call, event ?? null),
    queryFn: ({ signal }) =>
      listCatalogueProperties(workspace, { call, event: event ?? undefined }, { signal }),
    staleTime: STEADY,
  });

/** The properties of all events. */
export const eventPropertiesQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'properties'),
    queryFn: ({ signal }) => listCatalogueEventProperties(workspace, { signal }),
    staleTime: STEADY,
  });

/** Frequent values of all traits. */
export const valueSearchQuery = (workspace: string, wanted: CatalogueValueSearch) =>
  queryOptions({
    queryKey: key(workspace, 'value-search', wanted),
    queryFn: ({ signal }) => searchCatalogueValues(workspace, wanted, { signal }),
    staleTime: STEADY,
  });

/** Frequent values of all properties of events. */
export const propertyValueSearchQuery = (workspace: string, wanted: CataloguePropertyValueSearch) =>
  queryOptions({
    queryKey: key(workspace, 'property-value-search', wanted),
    queryFn: ({ signal }) => searchCataloguePropertyValues(workspace, wanted, { signal }),
    staleTime: STEADY,
  });

/** What values a trait has, or a property of an event. */
export type ValuesOf =
  | { trait: string }
  | { call: string; event?: string | null; property: string };

/** How the numbers of a trait or of a property are distributed. */
export const numbersQuery = (workspace: string, of: ValuesOf) =>
  queryOptions({
    queryKey: key(workspace, 'numbers', of),
    queryFn: ({ signal }) => listCatalogueValues(workspace, { ...of, limit: 1 }, { signal }),
    staleTime: STEADY,
  });

/** While others are searched for, the last ones stay. */
export const valuesQuery = (workspace: string, wanted: CatalogueValuesRequest) =>
  queryOptions({
    queryKey: key(workspace, 'values', wanted),
    queryFn: ({ signal }) => listCatalogueValues(workspace, wanted, { signal }),
    placeholderData: keepPreviousData,
    staleTime: STEADY,
  });
