import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { ChangeRequest, Conflict, Delivery } from '@/api/generated/model';
import { alertOf } from '@/testing/alerts';
import { type Api, Refusal } from '@/testing/api';
import { emptyHome } from '@/testing/home';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const title = page.getByRole('heading', { level: 1 });
const panel = (name: string) => page.getByRole('region', { name });
const waiting = panel('Waiting for you');

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = emptyHome();
  // Something was delivered, so Home shows its panels and no first steps.
  api.on('listDeliveries', pageOf({} as Delivery));
});

test('while a service that is no stage does not answer, Home says so, and shows its figures as old', async () => {
  api.streamChanges();
  await open(api, '', { role: 'viewer' });
  await expect.element(title).toHaveTextContent('Everything works; no event in the last minute');
  await expect.element(waiting).toHaveTextContent('Nothing needs your attention.');
  api.on('listSources', new Refusal(503, 'unavailable'));
  api.on('listAlerts', pageOf(alertOf('service-away', 'collector')));
  api.changed('alerts');
  await expect.element(title).toHaveTextContent(/^Event collector can’t be reached$/);
  await expect.element(waiting).toHaveTextContent('Problem of collector');
  await expect.element(waiting).not.toHaveTextContent('Nothing needs your attention.');
  // No change of the sources told the page to read them again.
  await expect.element(page.getByText('Unavailable right now: sources')).toBeVisible();
  await expect.element(panel('Data pipeline')).toHaveTextContent('As of');
  fits();
  await sound();
  api.empty('listSources', 'listAlerts');
  api.changed('alerts');
  await expect.element(title).toHaveTextContent('Everything works; no event in the last minute');
  await expect.element(page.getByText('Unavailable right now')).not.toBeInTheDocument();
});

test('an open alert is a problem for Home, with its own link to the remedy', async () => {
  const headline = 'The source “Web shop” is silent';
  const silent = alertOf('source-silent', 'src_1', { headline, path: '/sources/src_1' });
  api.on('listAlerts', pageOf(silent));
  await open(api, '', { role: 'viewer' });
  await expect
    .element(title)
    .toHaveTextContent('No event in the last minute; one problem to look at');
  await expect.element(waiting).toHaveTextContent(headline);
  await expect.element(waiting).not.toHaveTextContent('Nothing needs your attention.');
  await expect
    .element(waiting.getByRole('link', { name: 'Fix problem: src_1' }))
    .toHaveAttribute('href', '/w/northwind/sources/src_1');
  await sound();
});

test('a change that waits for approval and a conflict are decisions for Home', async () => {
  api.on('listChangeRequests', pageOf({ own: false } as ChangeRequest));
  api.on('listConflicts', pageOf({} as Conflict));
  api.on('listAlerts', pageOf(alertOf('approval-waits', 'approvals')));
  await open(api, '');
  await expect
    .element(title)
    .toHaveTextContent('No event in the last minute; 2 decisions are waiting for you');
  await expect.element(waiting).toHaveTextContent('1 change waits for approval');
  await expect.element(waiting).toHaveTextContent('1 conflict waits for a decision');
  await expect.element(waiting).not.toHaveTextContent('Problem of');
  fits();
  await sound();
});

test('a user who decides nothing reads of no decision', async () => {
  api.on('listConflicts', pageOf({} as Conflict));
  api.on('listAlerts', pageOf(alertOf('approval-waits', 'approvals')));
  await open(api, '', { role: 'viewer' });
  await expect.element(title).toHaveTextContent('Everything works; no event in the last minute');
  await expect.element(waiting).toHaveTextContent('Nothing needs your attention.');
});

test('a change that the user has requested is no decision of the same user', async () => {
  api.on('listChangeRequests', pageOf({ own: true } as ChangeRequest));
  api.on('listAlerts', pageOf(alertOf('approval-waits', 'approvals')));
  await open(api, '', { role: 'marketer' });
  await expect.element(waiting).toHaveTextContent('Nothing needs your attention.');
});

test('where the alerts cannot be read, nothing is said to be well', async () => {
  api.on('listAlerts', new Refusal(503, 'unavailable'));
  await open(api, '', { role: 'viewer' });
  await expect.element(title).toHaveTextContent(/^Some figures are unavailable$/);
  await expect.element(page.getByText('Unavailable right now: alerts')).toBeVisible();
  await expect.element(waiting).not.toHaveTextContent('Nothing needs your attention.');
});

test.each([
  ['identity', 'Stopped'],
  ['time', 'Stopped'],
  ['identity-late', 'Behind'],
])(
  'the badge of an alert about the pipeline agrees with its headline: %s',
  async (object, badge) => {
    api.on('listAlerts', pageOf(alertOf('pipeline-stands', object)));
    await open(api, '', { role: 'viewer' });
    const item = waiting.getByRole('listitem').filter({ hasText: `Problem of ${object}` });
    await expect.element(item.getByText(badge, { exact: true })).toBeVisible();
  },
);
