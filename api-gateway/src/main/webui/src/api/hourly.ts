import { AGAIN } from './queryClient';

/** Hours change slowly, and no change announces that they are counted. */
const EVERY = 300_000;

/** The options of a query of hourly counts. Counts that could not be read are soon tried again. */
export const hourly = {
  refetchInterval: ({ state }: { state: { fetchFailureReason: Error | null } }) =>
    state.fetchFailureReason === null ? EVERY : AGAIN,
};
