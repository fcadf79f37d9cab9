import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Delivery } from '@/api/generated/model';
import { type Api, type Operation, Refusal } from '@/testing/api';
import { emptyHome } from '@/testing/home';
import { crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const title = page.getByRole('heading', { level: 1 });
const boxes = page.getByRole('alert');

const FIGURES: Operation[] = [
  'readPipeline',
  'listEvents',
  'readIdentitySummary',
  'listSources',
  'listAudiences',
  'listDestinations',
  'listSyncs',
  'listDeliveryCauses',
  'listModels',
  'listEventCounts',
  'listWorkspaceDeliveryCounts',
];

/** Something was delivered, so Home shows its panels and no first steps. */
function homeWithDeliveries(): Api {
  const api = emptyHome();
  api.on('listDeliveries', pageOf({} as Delivery));
  return api;
}

test('where nothing can be read, one box names everything, and the headline stays short', async () => {
  await page.viewport(375, 900);
  const api = homeWithDeliveries();
  for (const figure of FIGURES) {
    api.on(figure, new Refusal(503, 'unavailable'));
  }
  await open(api, '', { role: 'viewer' });
  await expect.element(title).toHaveTextContent(/^Some figures are unavailable$/);
  await expect
    .element(boxes.first())
    .toHaveTextContent(
      'Unavailable right now: the data pipeline, incoming events, people, sources, audiences, destinations, syncs, failed deliveries, models, events over time',
    );
  await expect.element(boxes.first()).toHaveTextContent(/and deliveries over time/);
  await expect.element(boxes.first()).toHaveTextContent('req-1');
  await expect.poll(() => boxes.elements().length).toBe(1);
  fits();
  await sound();
});

test('where one figure cannot be read, the box names it alone, and goes once it is read', async () => {
  const api = homeWithDeliveries();
  api.on('listDestinations', pageOf(crm));
  api.empty('listDestinationVersions');
  api.on('listModels', new Refusal(503, 'unavailable'));
  await open(api, '', { role: 'viewer' });
  await expect.element(title).toHaveTextContent(/^Some figures are unavailable$/);
  await expect.element(boxes).toHaveTextContent('Unavailable right now: models');
  await expect.element(page.getByRole('region', { name: 'Destinations' })).toHaveTextContent('CRM');
  api.empty('listModels');
  await boxes.getByRole('button', { name: 'Try again' }).click();
  await expect.element(boxes).not.toBeInTheDocument();
  await expect.element(title).not.toHaveTextContent('unavailable');
});

test('a chart that cannot be read is named in the box, and keeps its heading', async () => {
  await page.viewport(375, 900);
  const api = homeWithDeliveries();
  api.on('listEventCounts', new Refusal(503, 'unavailable'));
  api.on('listWorkspaceDeliveryCounts', new Refusal(503, 'unavailable'));
  await open(api, '', { role: 'viewer' });
  await expect
    .element(boxes)
    .toHaveTextContent('Unavailable right now: events over time and deliveries over time');
  await expect.element(title).toHaveTextContent(/^Some figures are unavailable$/);
  for (const name of ['Events over time', 'Deliveries over time']) {
    const panel = page.getByRole('region', { name });
    await expect.element(panel).toHaveTextContent('Unavailable right now');
    await expect.element(panel.getByRole('heading', { level: 2, name })).toBeVisible();
  }
  fits();
  await sound();
  api.on('listEventCounts', { countedUntil: null, data: [] });
  await boxes.getByRole('button', { name: 'Try again' }).click();
  await expect
    .element(boxes)
    .toHaveTextContent(/Unavailable right now: deliveries over time(?! and)/);
});
