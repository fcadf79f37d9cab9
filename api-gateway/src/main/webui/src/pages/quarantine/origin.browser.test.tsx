import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { QuarantinedInput } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { people } from '@/testing/models';
import { pageOf } from '@/testing/northwind';
import { closeApp, open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T08:55:00Z';

const input = (id: string, source: string): QuarantinedInput => ({
  id,
  source,
  kind: 'dev.tributary.row.v1',
  stage: 'identity',
  reason: 'missing-ids',
  detail: `The input ${id} names no person`,
  pointer: null,
  state: 'waiting',
  redrives: 0,
  quarantinedAt: AT,
});

/** Some inputs in quarantine, and no message. */
function apiWith(...inputs: QuarantinedInput[]): Api {
  const api = new Api();
  api.empty('listIdentityResolutionQuarantineReasons', 'listAudienceBuilderQuarantineReasons');
  api.empty('listDestinationsQuarantineReasons', 'listControlPlaneQuarantineReasons');
  api.empty('listIdentityResolutionQuarantine', 'listAudienceBuilderQuarantine');
  api.empty('listDestinationsQuarantine', 'listControlPlaneQuarantine');
  api.empty('listSources');
  api.on('listModels', pageOf(people));
  api.on(
    'listQuarantineReasons',
    pageOf({ reason: 'missing-ids', count: 3, newest: AT, example: 'No person is named' }),
  );
  api.on('listQuarantine', pageOf(...inputs));
  return api;
}

const openReason = (api: Api) => open(api, '/quarantine?reason=missing-ids', { role: 'engineer' });

const line = (id: string) =>
  page.getByRole('listitem').filter({ hasText: `The input ${id} names no person` });

test('an input in quarantine names its model, its source or a user', async () => {
  await openReason(
    apiWith(input('row_1', 'mdl_1'), input('evt_1', 'src_gone'), input('cmd_1', 'manual')),
  );
  await expect.element(line('row_1')).toHaveTextContent('People ·');
  await expect.element(line('evt_1')).toHaveTextContent('a deleted source ·');
  await expect.element(line('cmd_1')).toHaveTextContent('Manually ·');
});

test('an input that is tried again is pending until it was processed, also after a reload', async () => {
  await page.viewport(375, 900);
  const api = apiWith(input('evt_1', 'src_1'));
  api.on('redriveQuarantinedInput', { event: 'evt_1' });
  await openReason(api);
  await line('evt_1').getByRole('button', { name: 'Try again' }).click();
  const pending = line('evt_1').getByRole('status');
  await expect.element(pending).toHaveTextContent('Pending');
  closeApp();
  await openReason(api);
  await expect.element(pending).toHaveTextContent('Pending');
  fits();
  await sound();
  closeApp();
  // It has failed again.
  api.on('listQuarantine', pageOf({ ...input('evt_1', 'src_1'), redrives: 1 }));
  await openReason(api);
  await expect.element(line('evt_1')).toHaveTextContent('Tried again 1 time.');
  await expect.element(pending).not.toHaveTextContent('Pending');
});

test('after a reload the page says when all inputs of a reason were tried again', async () => {
  const api = apiWith(input('evt_1', 'src_1'));
  api.on('redriveQuarantine', { redriven: 1, nextCursor: null });
  await openReason(api);
  await page.getByRole('button', { name: 'Try all again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('1 input is being processed again.')).toBeVisible();
  closeApp();
  await openReason(api);
  await expect
    .element(page.getByText('Input that still can’t be processed stays here.'))
    .toBeVisible();
});
