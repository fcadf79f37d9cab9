import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { QuarantinedInput } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { people } from '@/testing/models';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';

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

test('an input in quarantine names its model, its source or a user', async () => {
  const api = new Api();
  api.empty('listIdentityResolutionQuarantineReasons', 'listAudienceBuilderQuarantineReasons');
  api.empty('listDestinationsQuarantineReasons', 'listControlPlaneQuarantineReasons');
  api.empty('listSources');
  api.on('listModels', pageOf(people));
  api.on(
    'listQuarantineReasons',
    pageOf({ reason: 'missing-ids', count: 3, newest: AT, example: 'No person is named' }),
  );
  api.on(
    'listQuarantine',
    pageOf(input('row_1', 'mdl_1'), input('evt_1', 'src_gone'), input('cmd_1', 'manual')),
  );
  await open(api, '/quarantine?reason=missing-ids', { role: 'engineer' });
  const line = (id: string) =>
    page.getByRole('listitem').filter({ hasText: `The input ${id} names no person` });
  await expect.element(line('row_1')).toHaveTextContent('People ·');
  await expect.element(line('evt_1')).toHaveTextContent('a deleted source ·');
  await expect.element(line('cmd_1')).toHaveTextContent('Manually ·');
});
