import { queryOptions } from '@tanstack/react-query';
import { everyPage, PAGE } from './everyPage';
import { listTraits } from './generated/operations';

/** The traits that people of the workspace have, with the types that were seen. */
export const traitsQuery = (workspace: string) =>
  queryOptions({
    queryKey: ['workspaces', workspace, 'traits', 'all'],
    queryFn: ({ signal }) =>
      everyPage((cursor) => listTraits(workspace, { limit: PAGE, cursor }, { signal })),
    staleTime: 60_000,
  });
