/** Places of the documentation to which texts lead, below `docs`: a page, and a heading of it. */
export const DOCS_PLACES = {
  time: { page: 'reference/gateway', heading: 'time' },
  settings: { page: 'reference/settings', heading: null },
} as const;

export type DocsPlace = keyof typeof DOCS_PLACES;

export function docsAddress(place: DocsPlace): string {
  const { page, heading } = DOCS_PLACES[place];
  return `/assets/docs/${page}.html${heading === null ? '' : `#${heading}`}`;
}
