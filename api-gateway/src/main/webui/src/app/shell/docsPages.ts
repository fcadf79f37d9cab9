/** The page of the documentation that belongs to each page of a workspace, below `docs`. */
export const DOCS_PAGES: Readonly<Record<string, string>> = {
  '/': 'README',
  '/events': 'send-events',
  '/events/$event': 'send-events',
  '/quarantine': 'send-events',
  '/audiences': 'build-an-audience',
  '/audiences/new': 'build-an-audience',
  '/audiences/$audience/edit': 'build-an-audience',
  '/audiences/$audience': 'reference/audiences',
  '/dictionary': 'reference/audiences',
  '/dictionary/trait': 'reference/audiences',
  '/dictionary/event': 'reference/audiences',
  '/profiles': 'reference/profiles',
  '/profiles/$profile': 'why-is-this-one-person',
  '/identity': 'reference/identity-rules',
  '/sources': 'send-events',
  '/sources/new': 'send-events',
  '/sources/$source': 'send-events',
  '/connections': 'connect-a-warehouse',
  '/connections/new': 'connect-a-warehouse',
  '/connections/$connection': 'connect-a-warehouse',
  '/models': 'reference/models',
  '/models/new': 'reference/models',
  '/models/$model': 'reference/models',
  '/runs/$run': 'reference/models',
  '/destinations': 'connect-a-destination',
  '/destinations/connector': 'write-a-connector',
  '/destinations/new': 'connect-a-destination',
  '/destinations/$destination/edit': 'connect-a-destination',
  '/destinations/$destination/connected': 'connect-a-destination',
  '/destinations/$destination': 'connect-a-destination',
  '/syncs': 'reference/syncs',
  '/syncs/new': 'reference/syncs',
  '/syncs/$sync/edit': 'reference/syncs',
  '/syncs/$sync': 'reference/syncs',
  '/inbox': 'reference/syncs',
  '/deliveries': 'reference/syncs',
  '/deliveries/$delivery': 'reference/syncs',
  '/team': 'reference/administration',
  '/pipeline': 'troubleshoot',
  '/alerts': 'reference/alerts',
};

const WORKSPACE = '/w/$workspace';

/** @param route the path of a route as the router has it; unknown pages have the overview */
export function docsPageOf(route: string): string {
  const path = route.replace(WORKSPACE, '').replace(/\/$/, '');
  return `/assets/docs/${DOCS_PAGES[path || '/'] ?? 'README'}.html`;
}
