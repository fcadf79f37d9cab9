import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { apiOfNewSync } from '@/testing/newSync';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts, syncPlan } from '@/testing/syncs';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = page.getByRole('dialog');

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = apiOfNewSync();
  api.on('planNewSync', syncPlan);
});

async function plan() {
  await open(api, '/syncs/new?destination=crm&audience=loyal', { role: 'marketer' });
  await button('Plan first').click();
}

describe('the plan of a new sync', () => {
  test('says what will happen, and is started with its ticket', async () => {
    api.on('createSync', NEVER);
    await plan();
    await expect
      .element(dialog)
      .toHaveTextContent('1,240 will be created, 88 updated and 12 removed in');
    await expect.element(dialog).toHaveTextContent('260 without consent for marketing');
    await expect.element(dialog).toHaveTextContent('40 without the required field lastname');
    await expect.element(dialog).toHaveTextContent('Requests14 with full batches');
    await expect.element(dialog).toHaveTextContent('Timeat least 3 s');
    await expect.element(dialog).toHaveTextContent('Billup to 1,240 more, as far as known');
    await expect.element(dialog).toHaveTextContent('The CRM bills by active profiles.');
    expect(api.requests('createSync')).toEqual([]);
    fits();
    await sound();
    await dialog.getByRole('button', { name: 'Start' }).click();
    await expect
      .poll(() => api.requests('createSync').map(({ query }) => query))
      .toEqual([{ paused: 'false', plan: 'ticket-1' }]);
  });

  test('that is outdated says what has changed, and the new numbers are started', async () => {
    api.on(
      'createSync',
      new Refusal(409, 'plan-outdated', {
        detail: '312 more people',
        errors: [
          { pointer: '/people', detail: '312 more people: 1940 now, 1628 in the plan' },
          { pointer: '/left-out', detail: 'Left out (consent): 250 now, 260 in the plan' },
          { pointer: '/left-out', detail: 'Left out (required): 50 now, 40 in the plan' },
        ],
      }),
    );
    await plan();
    await expect.element(dialog).toHaveTextContent('1,240 will be created');
    api.on('planNewSync', {
      ...syncPlan,
      records: { ...syncPlan.records, created: 1_552 },
      plan: 'ticket-2',
    });
    await dialog.getByRole('button', { name: 'Start' }).click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('312 more people');
    const left = dialog.getByRole('listitem').filter({ hasText: 'Left out (' });
    await expect.element(left.nth(1)).toHaveTextContent('Left out (required): 50 now');
    await expect.element(dialog).toHaveTextContent('1,552 will be created');
    api.on('createSync', NEVER);
    await dialog.getByRole('button', { name: 'Start' }).click();
    await expect
      .poll(() => api.requests('createSync').map(({ query }) => query.plan))
      .toEqual(['ticket-1', 'ticket-2']);
  });

  test('that fails after a refusal shows no old numbers', async () => {
    api.on(
      'createSync',
      new Refusal(409, 'plan-outdated', {
        detail: '1 more person',
        errors: [{ pointer: '/people', detail: '1 more person: 1629 now, 1628 in the plan' }],
      }),
    );
    await plan();
    await expect.element(dialog).toHaveTextContent('1,240 will be created');
    api.on('planNewSync', new Refusal(503, 'unavailable', { detail: 'Try again' }));
    await dialog.getByRole('button', { name: 'Start' }).click();
    await expect.element(dialog).toHaveTextContent('Nothing was started');
    await expect
      .element(dialog.getByRole('button', { name: 'Start without a plan' }))
      .toBeVisible();
    await expect.element(dialog).not.toHaveTextContent('1,240');
    await expect.element(dialog).not.toHaveTextContent('are the new ones');
  });

  test('that cannot be made lets the sync start without it', async () => {
    api.on('planNewSync', new Refusal(422, 'query-too-long', { detail: 'It took too long' }));
    api.on('createSync', NEVER);
    await plan();
    await dialog.getByRole('button', { name: 'Start without a plan' }).click();
    await expect
      .poll(() => api.requests('createSync').map(({ query }) => query))
      .toEqual([{ paused: 'false' }]);
  });

  test('that fails for a time is made again only on demand', async () => {
    vi.useFakeTimers({
      shouldAdvanceTime: true,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    });
    try {
      api.on('planNewSync', new Refusal(503, 'unavailable', { detail: 'Try again' }));
      await plan();
      await expect
        .element(dialog.getByRole('button', { name: 'Start without a plan' }))
        .toBeEnabled();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(api.requests('planNewSync')).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test('of the first people only promises nothing about the others', async () => {
    api.on('planNewSync', {
      ...syncPlan,
      complete: false,
      people: 100_000,
      requests: null,
      shortestSeconds: null,
      billing: null,
      plan: null,
      validUntil: null,
    });
    await plan();
    await expect
      .element(dialog)
      .toHaveTextContent('Only the first 100,000 people are counted. The start sends everyone');
    await expect.element(dialog).not.toHaveTextContent('exactly');
    await expect.element(dialog).not.toHaveTextContent('Requests');
  });

  describe('of many people', () => {
    const counting = (counted: number, pass = 1) => ({
      ...syncPlan,
      complete: false,
      people: 0,
      requests: null,
      plan: null,
      validUntil: null,
      run: { id: 'run_1', pass, counted, about: 1_200_000 },
    });

    beforeEach(() => {
      api.on('planNewSync', counting(0));
      api.on('readSyncPlan', counting(340_000));
      api.on('cancelSyncPlan', NEVER);
    });

    test('shows how many are counted, and then the numbers', async () => {
      api.on('createSync', NEVER);
      await plan();
      await expect.element(dialog).toHaveTextContent('340,000 of about 1,200,000 people counted');
      await expect
        .element(dialog.getByRole('progressbar'))
        .toHaveAccessibleName('People are counted');
      await expect.element(dialog).not.toHaveTextContent('will be created');
      fits();
      await sound();
      api.on('readSyncPlan', counting(20_000, 2));
      await expect.element(dialog).toHaveTextContent('20,000 of about 1,200,000 people counted');
      await expect.element(dialog).toHaveTextContent('Several people have the same identifier');
      api.on('readSyncPlan', syncPlan);
      await expect.element(dialog).toHaveTextContent('1,240 will be created');
      await expect.element(dialog).toHaveTextContent('People are not counted again');
      await dialog.getByRole('button', { name: 'Start' }).click();
      await expect
        .poll(() => api.requests('createSync').map(({ query }) => query))
        .toEqual([{ paused: 'false', plan: 'ticket-1' }]);
      expect(api.requests('cancelSyncPlan')).toEqual([]);
    });

    test('is cancelled with the keyboard, and the sync can start without it', async () => {
      await plan();
      const stop = dialog.getByRole('button', { name: 'Stop the count' });
      await expect.element(stop).toBeVisible();
      api.on('cancelSyncPlan', () => {
        api.on('readSyncPlan', new Refusal(409, 'conflict', { detail: 'The plan was cancelled' }));
        return undefined;
      });
      (stop.element() as HTMLElement).focus();
      await userEvent.keyboard('{Enter}');
      await expect.element(dialog).toHaveTextContent('The plan was cancelled');
      await expect
        .poll(() => api.requests('cancelSyncPlan').map(({ place }) => place.run))
        .toEqual(['run_1']);
      await expect
        .element(dialog.getByRole('button', { name: 'Start without a plan' }))
        .toBeEnabled();
    });

    test('is cancelled when the dialog is closed', async () => {
      await plan();
      await expect.element(dialog).toHaveTextContent('340,000 of about');
      await userEvent.keyboard('{Escape}');
      await expect.element(dialog).not.toBeInTheDocument();
      await expect.poll(() => api.requests('cancelSyncPlan')).toHaveLength(1);
    });
  });

  test('has no ticket for users who may not see personal data', async () => {
    api.on('planNewSync', { ...syncPlan, approximate: true, plan: null, validUntil: null });
    api.on('createSync', NEVER);
    await plan();
    await expect.element(dialog).toHaveTextContent('Createdabout 1,240');
    await expect.element(dialog).toHaveTextContent('They are not compared again');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await expect
      .poll(() => api.requests('createSync').map(({ query }) => query))
      .toEqual([{ paused: 'false' }]);
  });
});

test('a change of a sync is planned and saved with its ticket', async () => {
  api.on('listSyncs', pageOf(contacts));
  api.on('readSync', contacts);
  api.on('planSync', { ...syncPlan, plan: 'ticket-3' });
  api.on('changeSync', NEVER);
  await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
  await button('Plan first').click();
  await expect.element(dialog).toHaveTextContent('88 updated');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect
    .poll(() => api.requests('changeSync').map(({ query }) => query))
    .toEqual([{ plan: 'ticket-3' }]);
  expect(api.requests('planSync').length).toBe(1);
});
