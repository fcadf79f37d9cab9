import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { SyncPage } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

test('where an audience goes is a placeholder until it is read, and then it is said', async () => {
  const api = new Api();
  let answer: (page: SyncPage) => void = () => {};
  api.on('listAudiences', pageOf(loyal));
  api.empty('listDestinations');
  api.on(
    'listSyncs',
    () =>
      new Promise<SyncPage>((resolve) => {
        answer = resolve;
      }),
  );
  void open(api, '/audiences');
  const row = page.getByRole('row').filter({ hasText: 'Loyal' });
  await expect.element(row).toBeVisible();
  await expect.element(row).not.toHaveTextContent('none');
  answer(pageOf());
  await expect.element(row).toHaveTextContent('none');
});

test('where an audience goes is unavailable if it cannot be read', async () => {
  const api = new Api();
  api.on('listAudiences', pageOf(loyal));
  api.empty('listDestinations');
  api.on('listSyncs', new Refusal(503, 'unavailable'));
  await open(api, '/audiences');
  const row = page.getByRole('row').filter({ hasText: 'Loyal' });
  await expect.element(row).toHaveTextContent('Unavailable right now');
});

test('an audience is late while the data about its members are', async () => {
  const api = new Api();
  const since = '2026-03-02T08:00:00Z';
  api.on('listAudiences', pageOf({ ...loyal, state: { ...loyal.state, stage: 'on' } }));
  api.empty('listDestinations', 'listSyncs');
  api.on('readDataDelay', { state: 'late', stage: 'identity', since, dataAsOf: since });
  await open(api, '/audiences');
  const badge = page.getByRole('row').filter({ hasText: 'Loyal' }).getByText('On · late');
  await expect.element(badge).toHaveAttribute('data-state', 'attention');
  await sound();
});
