import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { DataDelay, StageStatus } from '@/api/generated/model';
import { alertOf } from '@/testing/alerts';
import { Api, NEVER, Refusal } from '@/testing/api';
import { frames } from '@/testing/late';
import { open } from '@/testing/open';
import { pipelineWith, stage } from '@/testing/pipeline';
import { fits, sound } from '@/testing/sound';

const BEGUN = '2026-03-02T08:58:00Z';
const STOPPED: DataDelay = { state: 'stopped', stage: 'identity', since: BEGUN, dataAsOf: BEGUN };
const NONE: DataDelay = { state: 'none', stage: null, since: null, dataAsOf: null };

function apiWith(stages: StageStatus[], delay: DataDelay): Api {
  const trails = [stage('read-trail'), stage('administration-trail')];
  const api = new Api();
  api.on('readPipeline', pipelineWith({ caughtUp: false, stages, trails }));
  api.on('readDataDelay', delay);
  return api;
}

test('a stopped stage says its input, the reason and the remedy, and the data of later stages are as old', async () => {
  await page.viewport(375, 900);
  const standing = [{ topic: 'events', partition: 3, offset: 24365, since: BEGUN }];
  const identity = stage('identity', { behind: { events: 4 }, behindSince: BEGUN, standing });
  await open(apiWith([identity, stage('audiences'), stage('destinations')], STOPPED), '/pipeline', {
    role: 'viewer',
  });
  const panel = page.getByRole('region', { name: 'Identity' });
  await expect.element(panel).toHaveTextContent('Stopped');
  await expect.element(panel).toHaveTextContent('4 messages in events');
  await expect.element(panel).toHaveTextContent('events-3, offset 24365 since');
  await expect
    .element(panel)
    .toHaveTextContent('An operator reads the log of the service identity-resolution');
  expect(panel.element().querySelector('time')?.dateTime).toBe(BEGUN);
  const audiences = page.getByRole('region', { name: 'Audiences' });
  await expect.element(audiences).toHaveTextContent('Identity has not processed later data yet.');
  expect(audiences.element().querySelector('time')?.dateTime).toBe(BEGUN);
  fits();
  await sound();
});

test('a service that does not answer and a delay that is unknown are not said to be up to date', async () => {
  const away = stage('audiences', { reachable: false });
  const unknown = stage('destinations', { behind: { profiles: 2 } });
  await open(apiWith([stage('identity'), away, unknown], STOPPED), '/pipeline');
  await expect
    .element(page.getByRole('region', { name: 'Audiences' }))
    .toHaveTextContent('The service does not answer.');
  await expect
    .element(page.getByRole('region', { name: 'Syncs' }))
    .toHaveTextContent(/Data up toUnknown.*the delay is unknown/);
});

const away = (object: string) => alertOf('service-away', object);

test('a service that is no stage and does not answer has its cause and its remedy', async () => {
  await page.viewport(375, 900);
  const api = apiWith([stage('identity'), stage('audiences'), stage('destinations')], NONE);
  const alerts = [away('collector'), away('warehouse'), away('gateway'), away('identity')];
  api.on('listAlerts', { data: alerts, nextCursor: null });
  await open(api, '/pipeline', { role: 'viewer' });
  for (const [name, component] of [
    ['Event collector', 'event-collector'],
    ['Table reader', 'warehouse-ingestion'],
    ['Web UI and API', 'api-gateway'],
  ] as const) {
    const panel = page.getByRole('region', { name, exact: true });
    await expect.element(panel).toHaveTextContent('Can’t be reached');
    await expect.element(panel).toHaveTextContent('Last answer');
    await expect.element(panel).toHaveTextContent('The service does not answer.');
    await expect.element(panel).toHaveTextContent(`checks that the service ${component} runs`);
  }
  // The stage itself says whether its service answers.
  await expect.poll(() => page.getByText('Can’t be reached').elements().length).toBe(3);
  fits();
  await sound();
});

test('a service that does not answer is named, also if the pipeline cannot be read', async () => {
  const api = apiWith([], NONE);
  api.on('readPipeline', new Refusal(503, 'unavailable'));
  api.on('listAlerts', { data: [away('collector')], nextCursor: null });
  await open(api, '/pipeline', { role: 'viewer' });
  await expect
    .element(page.getByRole('region', { name: 'Event collector', exact: true }))
    .toHaveTextContent('The service does not answer.');
});

test('that nothing is known of other services is said', async () => {
  const api = apiWith([stage('identity')], NONE);
  api.on('listAlerts', new Refusal(503, 'unavailable'));
  await open(api, '/pipeline');
  await expect
    .element(page.getByText('Whether the services outside of these stages answer is unknown.'))
    .toBeVisible();
});

test('every page says since when its data are late, and leads to the cause', async () => {
  await page.viewport(375, 900);
  const api = apiWith([stage('identity')], STOPPED);
  api.empty('listAudiences', 'listSyncs', 'listDestinations');
  const visit = await open(api, '/audiences');
  const notice = page.getByRole('status').filter({ hasText: 'Identity stopped' });
  await expect.element(notice).toHaveTextContent('Pages show the data of');
  fits();
  await sound();
  await notice.getByRole('link', { name: 'See the cause' }).click();
  await expect.poll(visit.address).toBe('/pipeline');
});

test('the notice of a delay is there before the page, so that it moves nothing', async () => {
  const api = apiWith([stage('identity')], NONE);
  const order: string[] = [];
  api.on('readDataDelay', async () => {
    // A page that does not wait asks for its data in the meantime.
    await frames(20);
    order.push('delay');
    return STOPPED;
  });
  api.on('readPipeline', () => {
    order.push('page');
    return pipelineWith({ stages: [stage('identity')] });
  });
  await open(api, '/pipeline');
  await expect.element(page.getByText('See the cause')).toBeVisible();
  expect(order[0]).toBe('delay');
});

test('a page does not wait long for the answer whether its data are late', async () => {
  const api = apiWith([stage('identity')], NONE);
  api.on('readDataDelay', NEVER);
  await open(api, '/pipeline');
  await expect.element(page.getByRole('region', { name: 'Identity' })).toBeVisible();
});

test('a page says nothing of a delay while there is none', async () => {
  const api = apiWith([stage('identity')], NONE);
  await open(api, '/pipeline');
  await expect.element(page.getByText('See the cause')).not.toBeInTheDocument();
});

test.each([
  ['time-stopped', 'audiences do not change as time passes'],
  ['unknown', 'the log of the installation does not answer'],
] as const)('the delay %s is said in its own words', async (state, words) => {
  const api = apiWith([stage('identity')], { state, stage: null, since: BEGUN, dataAsOf: null });
  await open(api, '/pipeline');
  await expect.element(page.getByText(words)).toBeVisible();
});
