import { queryOptions } from '@tanstack/react-query';
import type { CatalogueValuesRequest } from '@/api/generated/model';
import {
  listCatalogueEvents,
  listCatalogueProperties,
  listCatalogueTraits,
  listCatalogueValues,
} from '@/api/generated/operations';
import type { EventNode } from '../rule/model';

/** What people have and do changes slowly; the builder asks once. */
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

export const propertiesQuery = (
  workspace: string,
  { call, event }: Pick<EventNode, 'call' | 'event'>,
) =>
  queryOptions({
    queryKey: key(workspace, 'properties', call, event),
    queryFn: ({ signal }) =>
      listCatalogueProperties(
        workspace,
        { call, ...(event === null ? {} : { event }) },
        { signal },
      ),
    staleTime: STEADY,
  });

/** What values a trait has, or a property of an event. */
export type ValuesOf = Pick<CatalogueValuesRequest, 'trait' | 'call' | 'event' | 'property'>;

export const valuesQuery = (workspace: string, of: ValuesOf, search: string) =>
  queryOptions({
    queryKey: key(workspace, 'values', of, search),
    queryFn: ({ signal }) =>
      listCatalogueValues(workspace, { ...of, ...(search === '' ? {} : { search }) }, { signal }),
    staleTime: STEADY,
  });
