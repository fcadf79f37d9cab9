import { QueryClient } from '@tanstack/react-query';
import { mayPass } from './problem';

/** How often a page that shows what happens now asks again. */
export const LIVE = 1_500;
/** The same for deliveries: a user's change is seen at its destination within 2 s. */
export const QUICK = 1_000;
/** How often definitions are read again, which change when a user changes them. */
export const CALM = 15_000;
/** How soon something that could not be read, and is not read regularly, is tried again. */
const AGAIN = 5_000;

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
