import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { StageStatus } from '@/api/generated/model';
import { emptyHome } from '@/testing/home';
import { open } from '@/testing/open';
import { pipelineWith, stage } from '@/testing/pipeline';
import { fits, sound } from '@/testing/sound';

const REMEDY =
  'The service’s log names the cause; processing continues automatically once the cause is fixed.';

/** @param partitions those that do not move */
function reader(name: StageStatus['stage'], topic: string, partitions: number[] = []): StageStatus {
  const since = '2026-03-02T08:58:00Z';
  return stage(name, {
    behind: { [topic]: partitions.length },
    behindSince: partitions.length === 0 ? null : since,
    late: partitions.length > 0,
    standing: partitions.map((partition) => ({ topic, partition, offset: 24365, since })),
  });
}

async function openHome(identity: number[], reads: number[]) {
  const pipeline = pipelineWith({
    caughtUp: false,
    stages: [
      reader('identity', 'events', identity),
      reader('audiences', 'profiles'),
      reader('destinations', 'memberships'),
    ],
    trails: [reader('read-trail', 'reads', reads), reader('administration-trail', 'audit')],
  });
  const api = emptyHome();
  // With people, Home shows the pipeline and not only the first steps.
  api.on('readIdentitySummary', { identifiers: 3, merges: 0, profiles: 2, waiting: 0 });
  api.on('readPipeline', pipeline);
  await open(api, '', { role: 'viewer' });
}

const node = (name: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });

test('a stage that stands still is red, with the address of its input and the remedy', async () => {
  await page.viewport(375, 900);
  await openHome([3, 4], []);
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Identity is stopped: incoming data is stored, but not processed');
  const standing = node('Identity');
  await expect.element(standing).toHaveAttribute('data-state', 'failing');
  await expect.element(standing).toHaveTextContent('Stopped');
  await expect
    .element(standing)
    .toHaveTextContent(`At events-3, offset 24365, and one more partition. ${REMEDY}`);
  await expect.element(standing).toHaveTextContent(/Data up to 0?9:58/);
  await expect.element(node('Audiences')).toHaveAttribute('data-state', 'ok');
  await expect.element(node('Audiences')).toHaveTextContent(/Data up to 0?9:58/);
  await expect.element(node('Sources')).toHaveTextContent('No event yet');
  await expect.element(page.getByRole('list', { name: 'Stopped logs' })).not.toBeInTheDocument();
  fits();
  await sound();
});

test('a trail that stands still is red beside the way, which goes on', async () => {
  await page.viewport(375, 900);
  await openHome([], [2]);
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Access log is stopped');
  const standing = node('Access log');
  await expect.element(standing).toHaveAttribute('data-state', 'failing');
  await expect.element(standing).toHaveTextContent(`At reads-2, offset 24365. ${REMEDY}`);
  await expect.element(page.getByText('Administration log')).not.toBeInTheDocument();
  await expect.element(node('Identity')).toHaveAttribute('data-state', 'ok');
  fits();
  await sound();
});

test('Home shows the deliveries of all destinations over time', async () => {
  await page.viewport(375, 900);
  const api = emptyHome();
  api.on('readIdentitySummary', { identifiers: 3, merges: 0, profiles: 2, waiting: 0 });
  api.on('listWorkspaceDeliveryCounts', {
    countedSince: '2026-03-01T09:00:00Z',
    countedUntil: '2026-03-02T08:30:00Z',
    data: [
      { at: '2026-03-02T07:00:00Z', delivered: 120, accepted: 0, countedRefusals: 0, failed: 3 },
      { at: '2026-03-02T08:00:00Z', delivered: 80, accepted: 0, countedRefusals: 0, failed: 0 },
    ],
  });
  await open(api, '', { role: 'viewer' });
  await expect
    .element(page.getByRole('figure', { name: 'Deliveries over time' }))
    .toHaveTextContent('200 delivered and 3 not delivered');
  fits();
  await sound();
});
