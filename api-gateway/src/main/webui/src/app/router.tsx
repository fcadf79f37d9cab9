import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  type RouterHistory,
} from '@tanstack/react-router';
import { Failure } from '@/components/feedback/Failure';
import { PageSkeleton } from '@/components/page/PageSkeleton';
import { GoHome } from './GoHome';
import { NotFound } from './NotFound';
import { SignedIn } from './SignedIn';
import { WorkspaceGate } from './WorkspaceGate';

/** Filters live in the address; an empty one is absent. */
function texts<const K extends string>(...names: K[]) {
  return (search: Record<string, unknown>): { [key in K]?: string } =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = search[name];
        return value === undefined || value === '' ? [] : [[name, String(value)]];
      }),
    ) as { [key in K]?: string };
}

const root = createRootRoute({ component: Outlet });
const index = createRoute({ getParentRoute: () => root, path: '/', component: GoHome });
const signedIn = createRoute({
  getParentRoute: () => root,
  path: '/signed-in',
  component: SignedIn,
});
const invitation = createRoute({ getParentRoute: () => root, path: '/invitation' }).lazy(() =>
  import('@/pages/invitation/route').then(({ route }) => route),
);
const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  component: WorkspaceGate,
});

const home = createRoute({ getParentRoute: () => workspace, path: '/' }).lazy(() =>
  import('@/pages/home/route').then(({ route }) => route),
);
const events = createRoute({
  getParentRoute: () => workspace,
  path: '/events',
  validateSearch: texts('type', 'outcome', 'source', 'profile'),
}).lazy(() => import('@/pages/events/streamRoute').then(({ route }) => route));
const event = createRoute({
  getParentRoute: () => workspace,
  path: '/events/$event',
}).lazy(() => import('@/pages/events/eventRoute').then(({ route }) => route));
const quarantine = createRoute({
  getParentRoute: () => workspace,
  path: '/quarantine',
  validateSearch: texts('reason', 'service'),
}).lazy(() => import('@/pages/quarantine/route').then(({ route }) => route));
const audiences = createRoute({
  getParentRoute: () => workspace,
  path: '/audiences',
  validateSearch: texts('q', 'tag', 'folder', 'owner'),
}).lazy(() => import('@/pages/audiences/listRoute').then(({ route }) => route));
const newAudience = createRoute({
  getParentRoute: () => workspace,
  path: '/audiences/new',
  validateSearch: texts('copy', 'trait', 'call', 'event'),
}).lazy(() => import('@/pages/audiences/builder/newRoute').then(({ route }) => route));
const editAudience = createRoute({
  getParentRoute: () => workspace,
  path: '/audiences/$audience/edit',
}).lazy(() => import('@/pages/audiences/builder/editRoute').then(({ route }) => route));
const audience = createRoute({
  getParentRoute: () => workspace,
  path: '/audiences/$audience',
  validateSearch: texts('tab', 'history', 'alerts'),
}).lazy(() => import('@/pages/audiences/detailRoute').then(({ route }) => route));
const dictionary = createRoute({
  getParentRoute: () => workspace,
  path: '/dictionary',
  validateSearch: texts('tab', 'q', 'type', 'call', 'classification'),
}).lazy(() => import('@/pages/dictionary/listRoute').then(({ route }) => route));
const dictionaryTrait = createRoute({
  getParentRoute: () => workspace,
  path: '/dictionary/trait',
  validateSearch: texts('name'),
}).lazy(() => import('@/pages/dictionary/traitRoute').then(({ route }) => route));
const dictionaryEvent = createRoute({
  getParentRoute: () => workspace,
  path: '/dictionary/event',
  validateSearch: texts('call', 'name'),
}).lazy(() => import('@/pages/dictionary/eventRoute').then(({ route }) => route));
const profiles = createRoute({
  getParentRoute: () => workspace,
  path: '/profiles',
}).lazy(() => import('@/pages/profiles/peopleRoute').then(({ route }) => route));
const profile = createRoute({
  getParentRoute: () => workspace,
  path: '/profiles/$profile',
  validateSearch: texts('tab', 'type', 'outcome', 'source', 'correct', 'delivery', 'state', 'sort'),
}).lazy(() => import('@/pages/profiles/profileRoute').then(({ route }) => route));
const identity = createRoute({
  getParentRoute: () => workspace,
  path: '/identity',
  validateSearch: texts('tab', 'show', 'state', 'trial', 'version'),
}).lazy(() => import('@/pages/identity/route').then(({ route }) => route));
const sources = createRoute({
  getParentRoute: () => workspace,
  path: '/sources',
  validateSearch: texts('q'),
}).lazy(() => import('@/pages/sources/listRoute').then(({ route }) => route));
const newSource = createRoute({ getParentRoute: () => workspace, path: '/sources/new' }).lazy(() =>
  import('@/pages/sources/newRoute').then(({ route }) => route),
);
const source = createRoute({
  getParentRoute: () => workspace,
  path: '/sources/$source',
  validateSearch: texts('sdk', 'history', 'alerts'),
}).lazy(() => import('@/pages/sources/detailRoute').then(({ route }) => route));
const connections = createRoute({
  getParentRoute: () => workspace,
  path: '/connections',
  validateSearch: texts('q'),
}).lazy(() => import('@/pages/connections/listRoute').then(({ route }) => route));
const newConnection = createRoute({
  getParentRoute: () => workspace,
  path: '/connections/new',
}).lazy(() => import('@/pages/connections/newRoute').then(({ route }) => route));
const connection = createRoute({
  getParentRoute: () => workspace,
  path: '/connections/$connection',
  validateSearch: texts('tab', 'history'),
}).lazy(() => import('@/pages/connections/detailRoute').then(({ route }) => route));
const models = createRoute({
  getParentRoute: () => workspace,
  path: '/models',
  validateSearch: texts('q', 'tag', 'folder', 'owner'),
}).lazy(() => import('@/pages/models/listRoute').then(({ route }) => route));
const newModel = createRoute({
  getParentRoute: () => workspace,
  path: '/models/new',
  validateSearch: texts('connection'),
}).lazy(() => import('@/pages/models/newRoute').then(({ route }) => route));
const model = createRoute({
  getParentRoute: () => workspace,
  path: '/models/$model',
  validateSearch: texts('tab', 'history', 'alerts'),
}).lazy(() => import('@/pages/models/detailRoute').then(({ route }) => route));
const run = createRoute({
  getParentRoute: () => workspace,
  path: '/runs/$run',
}).lazy(() => import('@/pages/runs/route').then(({ route }) => route));
const destinations = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations',
  validateSearch: texts('q'),
}).lazy(() => import('@/pages/destinations/listRoute').then(({ route }) => route));
const newDestination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/new',
  validateSearch: texts('q', 'connector'),
}).lazy(() => import('@/pages/destinations/newRoute').then(({ route }) => route));
const connectorFile = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/connector',
  validateSearch: texts('of'),
}).lazy(() => import('@/pages/destinations/connectorRoute').then(({ route }) => route));
const editDestination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/$destination/edit',
}).lazy(() => import('@/pages/destinations/editRoute').then(({ route }) => route));
const connectedDestination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/$destination/connected',
}).lazy(() => import('@/pages/destinations/connectedRoute').then(({ route }) => route));
const destination = createRoute({
  getParentRoute: () => workspace,
  path: '/destinations/$destination',
  validateSearch: texts('tab', 'state', 'sort', 'history'),
}).lazy(() => import('@/pages/destinations/detailRoute').then(({ route }) => route));
const syncs = createRoute({
  getParentRoute: () => workspace,
  path: '/syncs',
  validateSearch: texts('q', 'tag', 'folder', 'owner'),
}).lazy(() => import('@/pages/syncs/listRoute').then(({ route }) => route));
const newSync = createRoute({
  getParentRoute: () => workspace,
  path: '/syncs/new',
  validateSearch: texts('audience', 'destination', 'model'),
}).lazy(() => import('@/pages/syncs/newRoute').then(({ route }) => route));
const editSync = createRoute({
  getParentRoute: () => workspace,
  path: '/syncs/$sync/edit',
}).lazy(() => import('@/pages/syncs/editRoute').then(({ route }) => route));
const sync = createRoute({
  getParentRoute: () => workspace,
  path: '/syncs/$sync',
  validateSearch: texts('tab', 'state', 'sort', 'history', 'alerts'),
}).lazy(() => import('@/pages/syncs/detailRoute').then(({ route }) => route));
const inbox = createRoute({ getParentRoute: () => workspace, path: '/inbox' }).lazy(() =>
  import('@/pages/inbox/route').then(({ route }) => route),
);
const deliveries = createRoute({
  getParentRoute: () => workspace,
  path: '/deliveries',
  validateSearch: texts('state', 'sort', 'destination', 'sync', 'person', 'cause', 'field'),
}).lazy(() => import('@/pages/deliveries/listRoute').then(({ route }) => route));
const delivery = createRoute({
  getParentRoute: () => workspace,
  path: '/deliveries/$delivery',
}).lazy(() => import('@/pages/deliveries/route').then(({ route }) => route));
const team = createRoute({
  getParentRoute: () => workspace,
  path: '/team',
  validateSearch: texts('tab', 'q', 'profile', 'actor', 'action', 'object', 'from', 'to', 'create'),
}).lazy(() => import('@/pages/team/route').then(({ route }) => route));
const pipeline = createRoute({ getParentRoute: () => workspace, path: '/pipeline' }).lazy(() =>
  import('@/pages/pipeline/route').then(({ route }) => route),
);
const alerts = createRoute({ getParentRoute: () => workspace, path: '/alerts' }).lazy(() =>
  import('@/pages/alerts/route').then(({ route }) => route),
);

const routeTree = root.addChildren([
  index,
  signedIn,
  invitation,
  workspace.addChildren([
    home,
    events,
    event,
    quarantine,
    audiences,
    newAudience,
    editAudience,
    audience,
    dictionary,
    dictionaryTrait,
    dictionaryEvent,
    profiles,
    profile,
    identity,
    sources,
    newSource,
    source,
    connections,
    newConnection,
    connection,
    models,
    newModel,
    model,
    run,
    destinations,
    connectorFile,
    newDestination,
    editDestination,
    connectedDestination,
    destination,
    syncs,
    newSync,
    editSync,
    sync,
    inbox,
    deliveries,
    delivery,
    team,
    pipeline,
    alerts,
  ]),
]);

/** The pages at their addresses. Without a history, the browser's own. */
export function routerOf(history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history && { history }),
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: ({ error }) => (
      <Failure error={error} again={() => window.location.reload()} />
    ),
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerOf>;
  }
}
