/** How a list of the API is read on: each page says where the next one begins. */
export const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
};

/** Reading on through old pages is no reason to read them all again every few seconds. */
export const onFirstPage =
  (often: number) =>
  ({ state }: { state: { data?: { pages: unknown[] } | undefined } }) =>
    (state.data?.pages.length ?? 0) > 1 ? false : often;
