import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Pipeline } from '@/api/generated/model';
import { emptyHome } from '@/testing/home';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { pipelineWith, stage } from '@/testing/pipeline';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const NOW = '2026-03-02T09:00:00Z';
const time = page.getByRole('region', { name: 'Clock' });
const title = page.getByRole('heading', { level: 1 });

/** A workspace with a source that has sent something. */
async function openHome(clock: Pipeline['time']) {
  const api = emptyHome();
  api.on('listSources', pageOf({ ...web, createdAt: NOW, updatedAt: NOW }));
  const stages = [stage('identity'), stage('audiences'), stage('destinations')];
  api.on('readPipeline', pipelineWith({ stages, time: clock }));
  await open(api, '');
}

test('time that is held is the first thing that Home says, with the remedy', async () => {
  await page.viewport(375, 900);
  await openHome({
    at: '2026-03-02T08:59:59Z',
    state: 'held',
    jumpedTo: '2031-05-04T09:00:00Z',
  });
  await expect.element(title).toHaveTextContent('The clock is stopped');
  await expect.element(time).toHaveTextContent('2031');
  await expect.element(time).toHaveTextContent('An operator checks the clock of the database');
  await expect
    .element(time.getByRole('link', { name: 'How to accept it' }))
    .toHaveAttribute('href', '/assets/docs/reference/gateway.html#time');
  fits();
  await sound();
});

test('time that nobody writes stands, and the log names the cause', async () => {
  await openHome({ at: '2026-03-02T08:50:00Z', state: 'unwritten', jumpedTo: null });
  await expect.element(title).toHaveTextContent('The clock is stopped');
  await expect.element(time).toHaveTextContent('The log of the control plane names the cause');
});

test('time of which nothing could be read is not said to pass', async () => {
  await openHome(null);
  await expect.element(time).toHaveTextContent('Unavailable right now');
  await expect.element(title).toHaveTextContent('Some figures are unavailable');
});

test('time that passes takes no place', async () => {
  await openHome({ at: NOW, state: 'passes', jumpedTo: null });
  await expect.element(page.getByText('Up to date').first()).toBeVisible();
  await expect.element(time).not.toBeInTheDocument();
});
