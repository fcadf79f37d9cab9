import type { QueryMeta } from '@tanstack/react-query';

/** How a list of the API is read on: each page says where the next one begins. */
export const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
};

interface ReadPages {
  state: { data?: { pages: unknown[] } | undefined; fetchFailureReason: Error | null };
  meta?: QueryMeta | undefined;
}

/** Reading on through old pages is no reason to read them all again every few seconds. */
export const onFirstPage =
  (often: number | ((query: ReadPages) => number)) =>
  (query: ReadPages): number | false => {
    if ((query.state.data?.pages.length ?? 0) > 1) {
      return false;
    }
    return typeof often === 'function' ? often(query) : often;
  };
