import { queryOptions } from '@tanstack/react-query';
import { following } from './changes/following';
import { everyPage, PAGE } from './everyPage';
import type { Run } from './generated/model';
import {
  listChangedRows,
  listModels,
  listRefusedRows,
  listTables,
  listWarehouses,
  previewModel,
  readModel,
  readRun,
  readWarehouse,
  readWarehouseCatalogue,
} from './generated/operations';
import { changes } from './queryClient';

const key = (workspace: string, ...rest: unknown[]) => ['workspaces', workspace, ...rest] as const;

export const connectionsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'warehouses'),
    queryFn: ({ signal }) =>
      everyPage((cursor) => listWarehouses(workspace, { limit: PAGE, cursor }, { signal })),
    ...following({ warehouses: true }),
  });

export const connectionQuery = (workspace: string, connection: string) =>
  queryOptions({
    queryKey: key(workspace, 'warehouses', connection),
    queryFn: ({ signal }) => readWarehouse(workspace, connection, { signal }),
    ...following({ warehouses: true }),
  });

export const tablesQuery = (workspace: string, connection: string) =>
  queryOptions({
    queryKey: key(workspace, 'warehouses', connection, 'tables'),
    queryFn: async ({ signal }) => (await listTables(workspace, connection, { signal })).data,
  });

/** How long the tables of a connection are taken for the present ones, in milliseconds. */
const CATALOGUE_LASTS = 60_000;

/** The tables of a connection, with their columns and types. */
export const warehouseCatalogueQuery = (workspace: string, connection: string) =>
  queryOptions({
    queryKey: key(workspace, 'warehouses', connection, 'catalogue'),
    queryFn: ({ signal }) => readWarehouseCatalogue(workspace, connection, { signal }),
    staleTime: CATALOGUE_LASTS,
    refetchInterval: false,
  });

export const modelsQuery = (workspace: string) =>
  queryOptions({
    queryKey: key(workspace, 'models'),
    queryFn: ({ signal }) =>
      everyPage((cursor) => listModels(workspace, { limit: PAGE, cursor }, { signal })),
    ...following({ models: true, runs: true }),
  });

export const modelQuery = (workspace: string, model: string) =>
  queryOptions({
    queryKey: key(workspace, 'models', model),
    queryFn: ({ signal }) => readModel(workspace, model, { signal }),
    ...following({ models: true, runs: true }),
  });

/** What rows are taken from: a table, or a query. */
export type RowsFrom = { warehouse: string } & (
  | { table: string; query: null }
  | { table: null; query: string }
);

/** The first rows; with a key also whether it tells all rows apart, which reads the whole table. */
export const previewQuery = (workspace: string, from: RowsFrom, primaryKey: string[] = []) =>
  queryOptions({
    queryKey: key(workspace, 'previews', from, primaryKey),
    queryFn: ({ signal }) => previewModel(workspace, { ...from, primaryKey }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
    retry: false,
  });

const OVER: readonly Run['state'][] = ['succeeded', 'failed', 'cancelled'];

/** Whether nothing more happens to it. */
export function isOver({ state }: Pick<Run, 'state'>): boolean {
  return OVER.includes(state);
}

/** How often a run that goes on is read, in case that a change is lost, in milliseconds. */
const WHILE_A_RUN_GOES_ON = 5_000;

/** A service reports the changes of a run at most once a second. */
export const runQuery = (workspace: string, run: string) =>
  queryOptions({
    queryKey: key(workspace, 'runs', run),
    queryFn: ({ signal }) => readRun(workspace, run, { signal }),
    ...following({ runs: run }),
    meta: { follows: { runs: run }, readsEachChange: true },
    refetchInterval: (query) => {
      const found = query.state.data;
      if (!found || found.state === 'held') {
        return changes.interval(query);
      }
      return isOver(found) ? false : WHILE_A_RUN_GOES_ON;
    },
  });

/** `found` tells what the run has compared so far, so that they are read again once it has. */
export const changedRowsQuery = (workspace: string, run: string, found: number) =>
  queryOptions({
    queryKey: key(workspace, 'runs', run, 'changes', found),
    queryFn: async ({ signal }) => (await listChangedRows(workspace, run, { signal })).data,
  });

export const refusedRowsQuery = (workspace: string, run: string) =>
  queryOptions({
    queryKey: key(workspace, 'runs', run, 'refused'),
    queryFn: async ({ signal }) => (await listRefusedRows(workspace, run, { signal })).data,
  });
