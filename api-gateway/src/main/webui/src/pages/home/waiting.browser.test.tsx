import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { DeliveryCauseCount } from '@/api/generated/model';
import { NEVER } from '@/testing/api';
import { emptyHome } from '@/testing/home';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';

const cause: DeliveryCauseCount = {
  destination: 'dst_1',
  sync: 'syn_1',
  state: 'rejected',
  cause: 'rejected',
  count: 8,
  newest: '2026-03-01T10:00:00Z',
};

const panel = page.getByRole('region', { name: 'Waiting for you' });

function home() {
  const api = emptyHome();
  api.on('readIdentitySummary', { identifiers: 3, merges: 0, profiles: 2, waiting: 0 });
  api.on('listDeliveryCauses', pageOf(cause));
  return api;
}

test('deliveries that wait have no ids until the lists of destinations and syncs answer', async () => {
  const api = home();
  api.on('listDestinations', NEVER);
  api.on('listSyncs', NEVER);
  // The page is never complete.
  open(api, '', { role: 'viewer' }).catch(() => undefined);
  await expect.element(panel).toHaveTextContent('8 deliveries to … (…)');
  await expect.element(panel).not.toHaveTextContent('dst_1');
});

test('deliveries to what was deleted since have no ids', async () => {
  await open(home(), '', { role: 'viewer' });
  await expect
    .element(panel)
    .toHaveTextContent('8 deliveries to a deleted destination (a deleted sync)');
});

test('a refused delivery without new events is a problem, and no data are said to flow', async () => {
  await open(home(), '', { role: 'viewer' });
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('No event in the last minute; one problem to look at');
  await expect.element(page.getByText('The figures are for this workspace.')).toBeVisible();
  await expect.element(page.getByText('Lag covers')).not.toBeInTheDocument();
});
