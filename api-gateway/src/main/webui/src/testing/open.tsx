import { notifications } from '@mantine/notifications';
import { createMemoryHistory } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import type { HeldWorkspace } from '@/api/generated/model';
import { queryClient } from '@/api/queryClient';
import { App } from '@/app/App';
import { routerOf } from '@/app/router';
import type { Api } from './api';
import { EMPTY_PAGE, me, workspace } from './northwind';

const fetched = window.fetch;

let opened: { root: Root; element: HTMLElement; api: Api } | null = null;

/** The user who looks at a page, and where: by default an admin who may see personal data. */
type Visit = Partial<Pick<HeldWorkspace, 'role' | 'personalData'>>;

/**
 * Opens a page of the workspace with everything that stands around it, and waits until it shows more
 * than its outline. The API answers what the test has said, and what the shell asks for. Notices stay,
 * so that a slow machine finds them.
 */
export async function open(api: Api, path: string, rights: Visit = {}) {
  api.otherwise('readMe', me(rights));
  api.otherwise('readWorkspace', workspace);
  api.otherwise('listAlerts', EMPTY_PAGE);
  api.otherwise('readDataDelay', { state: 'none', stage: null, since: null, dataAsOf: null });
  api.otherwise('listChangeRequests', EMPTY_PAGE);
  api.otherwise('listApiClientNames', EMPTY_PAGE);
  api.otherwise('listAudienceTrends', EMPTY_PAGE);
  api.otherwise('readDestinationBudgets', {
    at: '2026-03-02T09:00:00Z',
    heldUntil: null,
    budgets: [],
  });
  api.otherwise('readDestinationFields', {
    state: 'unsupported',
    readAt: null,
    refreshableAt: null,
    complete: false,
    delay: null,
    delayedUntil: null,
    data: [],
  });
  // Charts stand on several pages, and most tests of these pages are about something else.
  api.otherwise('listEventCounts', { countedUntil: null, data: [] });
  const uncounted = {
    countedSince: '2026-03-02T09:00:00Z',
    countedUntil: '2026-03-02T09:00:00Z',
    data: [],
  };
  api.otherwise('listDeliveryCounts', uncounted);
  api.otherwise('listWorkspaceDeliveryCounts', uncounted);
  window.fetch = api.fetch;
  const history = createMemoryHistory({ initialEntries: [`/w/${workspace.key}${path}`] });
  const router = routerOf(history);
  const element = document.body.appendChild(document.createElement('div'));
  const root = createRoot(element);
  opened = { root, element, api };
  root.render(
    <StrictMode>
      <App router={router} noticesClose={false} />
    </StrictMode>,
  );
  await content();
  return {
    /** The address of the page below the workspace. */
    address: () => router.state.location.href.replace(`/w/${workspace.key}`, ''),
    /** Follows an address below the workspace, as a link does. */
    go: (to: string) => router.navigate({ href: `/w/${workspace.key}${to}` }),
    /** The browser's own button. */
    back: () => history.back(),
  };
}

/** Waits until the page shows more than its outline. */
export async function content(): Promise<void> {
  await expect.element(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect.poll(() => document.querySelectorAll('[aria-busy=true]').length).toBe(0);
}

/** Takes the page away; fails if it has asked for something that the test does not know. */
export function closeApp(): void {
  if (opened === null) {
    return;
  }
  const { root, element, api } = opened;
  opened = null;
  root.unmount();
  element.remove();
  // The next file of tests begins in this document, with these modules.
  notifications.cleanQueue();
  notifications.clean();
  document.body.replaceChildren();
  queryClient.clear();
  window.fetch = fetched;
  expect(api.unknown, 'requests that the test does not answer').toEqual([]);
}
