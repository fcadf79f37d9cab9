import { QueryClient } from '@tanstack/react-query';
import { Changes } from './changes/changes';
import { mayPass } from './problem';

/** How often is read again what no change announces, and what passes with time alone. */
export const CALM = 15_000;
/** How soon something that could not be read, and is read seldom or only once, is tried again. */
export const AGAIN = 5_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The browser's idea of being online says nothing about the gateway.
      networkMode: 'always',
      staleTime: 1_000,
      retry: (failures, error) => failures < 1 && mayPass(error),
      retryDelay: 500,
      refetchInterval: (query) =>
        query.state.status === 'error' && mayPass(query.state.error) ? AGAIN : false,
    },
    mutations: { networkMode: 'always' },
  },
});

/** The changes of the workspace that the tab shows. */
export const changes = new Changes(queryClient);
