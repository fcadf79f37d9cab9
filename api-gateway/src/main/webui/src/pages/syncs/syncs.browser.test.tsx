import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Sync, SyncRun } from '@/api/generated/model';
import { queryClient } from '@/api/queryClient';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts, syncPlan } from '@/testing/syncs';

/** In how many lines the text of an element is drawn. */
function linesOf(element: Element): number {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  range.selectNodeContents(text ?? element);
  return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
}

test.each([1280, 375])('the name of a destination is not broken at %i pixels', async (width) => {
  const api = new Api();
  const long = 'Customers who ordered more than twice since the beginning of the year';
  const reason =
    'The destination refuses the access token; enter a new one and test the connection';
  api.on('listSyncs', pageOf({ ...contacts, name: long, state: 'misconfigured', reason }));
  api.on('listDestinations', pageOf({ ...crm, name: 'HubSpot' }));
  api.empty('listAudiences', 'listModels');
  await page.viewport(width, 900);
  await open(api, '/syncs');
  const cell = page.getByRole('cell').filter({ hasText: /^HubSpot$/ });
  await expect.element(cell).toBeVisible();
  expect(linesOf(cell.element())).toBe(1);
  fits();
});

test('says that the counts of an audience are rounded for a user who may not see them', async () => {
  const api = new Api();
  const counts = { delivered: 120, rejected: 60 };
  const ofAudience = { ...contacts, id: 'syn_2', name: 'Loyal to the CRM', counts };
  const rounded = {
    ...ofAudience,
    from: { kind: 'audience', audience: loyal.id },
    approximate: true,
  };
  api.on('listSyncs', pageOf({ ...contacts, counts }, rounded as Sync));
  api.on('listDestinations', pageOf(crm));
  api.on('listAudiences', pageOf(loyal));
  api.empty('listModels');
  await open(api, '/syncs', { personalData: false });
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect.element(row('Loyal to the CRM')).toHaveTextContent('about 120');
  await expect.element(row('Loyal to the CRM')).toHaveTextContent('about 60');
  await expect.element(row('People in the CRM')).not.toHaveTextContent('about');
  await expect.element(page.getByText('Numbers are rounded, and a few')).toBeVisible();
  fits();
});

const run: SyncRun = {
  id: 'run_2',
  state: 'running',
  seen: 0,
  changed: 0,
  startedAt: '2026-03-02T09:00:00Z',
  endedAt: null,
  problem: null,
  skipped: null,
};

describe('the page of a sync asks', () => {
  const dialog = page.getByRole('dialog');
  let api: Api;

  beforeEach(async () => {
    const sync = { ...contacts, counts: { delivered: 1_200, pending: 3 } };
    api = new Api();
    api.on('listSyncs', pageOf(sync));
    api.on('readSync', sync);
    api.on('listDestinations', pageOf(crm));
    api.on('listConnectors', pageOf(connector));
    api.empty('listAudiences', 'listModels', 'listDeliveryCauses', 'listTraits');
    api.on('readSyncFunnel', NEVER);
    await page.viewport(375, 900);
    await open(api, '/syncs/people-in-crm?tab=mapping', { role: 'marketer' });
  });

  test('before it is paused, with what waits, and shows a refusal', async () => {
    api.on('pauseSync', new Refusal(409, 'conflict', { detail: 'It changes now' }));
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.element(dialog).toHaveTextContent('Pause People in the CRM');
    await expect.element(dialog).toHaveTextContent('3 records wait until');
    await sound();
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('It changes now');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Pause' })).toHaveFocus();
  });

  test('nothing before it is turned on, and shows a refusal', async () => {
    const paused = { ...contacts, state: 'paused' as const };
    api.on('readSync', paused);
    api.on('resumeSync', new Refusal(409, 'conflict', { detail: 'It changes now' }));
    await queryClient.invalidateQueries();
    await page.getByRole('button', { name: 'Turn on' }).click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('It changes now');
    await sound();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  });

  describe('before another run, and first plans it', () => {
    const button = (name: string) => dialog.getByRole('button', { name, exact: true });
    const outdated = new Refusal(409, 'plan-outdated', {
      detail: '312 more people',
      errors: [{ pointer: '/people', detail: '312 more people: 1940 now, 1628 in the plan' }],
    });

    beforeEach(async () => {
      const leftOut = [{ code: 'required', field: 'firstname', count: 40 }];
      api.on('planSync', { ...syncPlan, leftOut });
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Run again' }).click();
      await expect.element(dialog).toHaveTextContent('The 1,200 records that are up to date');
      await button('Plan first').click();
      await expect.element(dialog).toHaveTextContent('1,240 will be created, 88 updated');
    });

    test('with the numbers of the run, and starts it with the ticket', async () => {
      api.on('rerunSync', { ...contacts, version: 6 });
      expect(api.bodies('planSync')).toEqual([undefined]);
      expect(api.requests('rerunSync')).toEqual([]);
      await expect.element(dialog.getByText('All data is compared once more')).toHaveFocus();
      await expect.element(dialog).toHaveTextContent('40 without the required field First name');
      fits();
      await sound();
      await button('Run again').click();
      await expect.element(dialog).not.toBeInTheDocument();
      expect(api.requests('rerunSync').map(({ query }) => query)).toEqual([{ plan: 'ticket-1' }]);
      await expect.element(page.getByRole('button', { name: 'More' })).toHaveFocus();
    });

    test('anew if something has changed, and says what', async () => {
      api.on('rerunSync', outdated);
      api.on('planSync', { ...syncPlan, people: 1_940, plan: 'ticket-2' });
      await button('Run again').click();
      const changed = dialog.getByRole('alert');
      await expect.element(changed).toHaveTextContent('312 more people');
      await expect.element(changed).toHaveTextContent('Nothing was started.');
      await expect.element(dialog).toHaveTextContent('People1,940');
      await sound();
      api.on('rerunSync', NEVER);
      await button('Run again').click();
      await expect
        .poll(() => api.requests('rerunSync').map(({ query }) => query.plan))
        .toEqual(['ticket-1', 'ticket-2']);
    });

    test('and does not say that nothing was started after a lost answer', async () => {
      api.on('rerunSync', new Refusal(504, 'timeout', { detail: 'No answer in time' }));
      await button('Run again').click();
      await dialog.getByRole('checkbox', { name: 'Start a run' }).click();
      api.on('rerunSync', outdated);
      await button('Run again').click();
      await expect.element(dialog).toHaveTextContent('may have taken effect');
      await expect.element(dialog).not.toHaveTextContent('Nothing was started');
    });

    test('and keeps its numbers if another user changes the sync', async () => {
      api.on('readSync', { ...contacts, name: 'People of the CRM', version: 6 });
      await queryClient.invalidateQueries({ queryKey: ['workspaces', 'northwind', 'syncs'] });
      await expect.element(dialog).toHaveTextContent('Run People of the CRM again');
      api.on('rerunSync', NEVER);
      await button('Run again').click();
      await expect.poll(() => api.requests('rerunSync')).toHaveLength(1);
      expect(api.requests('planSync')).toHaveLength(1);
    });
  });

  describe.each([
    ['without a plan', false],
    ['with a plan', true],
  ])('again before a second run after a lost answer, %s', (_, planned) => {
    const again = dialog.getByRole('button', { name: 'Run again', exact: true });
    const another = dialog.getByRole('checkbox', { name: 'Start a run, even if' });
    const ask = async () => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('menuitem', { name: 'Run again' }).click();
      if (planned) {
        await dialog.getByRole('button', { name: 'Plan first' }).click();
        await expect.element(dialog).toHaveTextContent('1,240 will be created');
      }
    };

    beforeEach(async () => {
      api.on('planSync', syncPlan);
      api.on('readSyncProgress', NEVER);
      api.on('rerunSync', () => Promise.reject(new TypeError('Failed to fetch')));
      await ask();
      api.on('readSync', { ...contacts, run });
      await again.click();
    });

    test('and shows the newest run', async () => {
      await expect.element(dialog.getByRole('alert')).toHaveTextContent('may have started');
      await expect.element(dialog).toHaveTextContent('The newest run goes on. It began');
      await expect.element(dialog).not.toHaveTextContent('repeated automatically');
      await expect.element(again).toBeDisabled();
      fits();
      await sound();
      api.on('rerunSync', { ...contacts, run });
      await another.click();
      await again.click();
      await expect.element(dialog).not.toBeInTheDocument();
      expect(api.requests('rerunSync')).toHaveLength(2);
      // An answer has come: the next run needs no such question.
      await ask();
      await expect.element(again).toBeEnabled();
    });

    test('also if the dialog was closed meanwhile', async () => {
      await expect.element(another).toBeVisible();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect.element(dialog).not.toBeInTheDocument();
      await ask();
      await expect.element(again).toBeDisabled();
      await expect.element(dialog).toHaveTextContent('may have started');
      expect(api.requests('rerunSync')).toHaveLength(1);
    });
  });

  test('before another run, which starts without a plan if none can be made', async () => {
    api.on('planSync', new Refusal(422, 'query-too-long', { detail: 'It took too long' }));
    api.on('rerunSync', NEVER);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Run again' }).click();
    await dialog.getByRole('button', { name: 'Plan first' }).click();
    await dialog.getByRole('button', { name: 'Run again without a plan' }).click();
    await expect.poll(() => api.requests('rerunSync').map(({ query }) => query)).toEqual([{}]);
  });

  test('for its name before it is deleted', async () => {
    api.on('deleteSync', NEVER);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const remove = dialog.getByRole('button', { name: 'Delete' });
    await expect.element(dialog).toHaveTextContent('The 1,200 delivered records stay');
    await expect.element(remove).toBeDisabled();
    await dialog.getByRole('textbox').fill(contacts.name);
    fits();
    await remove.click();
    await expect.poll(() => api.requests('deleteSync')).toHaveLength(1);
  });
});
