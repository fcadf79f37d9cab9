interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** What a list of definitions holds. `complete` is false where there is more than is shown. */
export interface Everything<T> {
  data: T[];
  complete: boolean;
}

/** The API's own bound of a page. */
export const PAGE = 200;
const MOST_PAGES = 10;

/** Reads a list of definitions to its end, so that it can be searched and sorted; 2,000 at most. */
export async function everyPage<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<Everything<T>> {
  const data: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await read(cursor);
    data.push(...page.data);
    if (page.nextCursor === null) {
      return { data, complete: true };
    }
    cursor = page.nextCursor;
  }
  return { data, complete: false };
}
