import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Conflict } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { commandOf } from '@/testing/events';
import { pageOf } from '@/testing/northwind';
import { closeApp, open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const items = page.getByRole('article');
const taken = page.getByText('The profiles will be merged.');
const button = (name: string) => page.getByRole('button', { name });

let api: Api;
/** Decisions outlive a page, so that each test has conflicts of its own. */
let tests = 0;

function conflict(id: string, value: string): Conflict {
  return {
    id,
    identifier: { type: 'phone', value },
    anchor: { type: 'user_id', value: 'ann' },
    profile: 'prf_ann',
    person: { text: 'Ann Smith', source: 'name' },
    other: 'prf_bob',
    otherPerson: { text: 'Person …_bob', source: 'id' },
    reason: 'limit',
    limit: { type: 'user_id', values: 1, per: 'ever' },
    rulesVersion: 0,
    events: 1,
    firstAt: AT,
    lastAt: AT,
    lastEvent: 'evt_1',
    state: 'open',
    outcome: null,
  };
}

beforeEach(() => {
  api = new Api();
  tests++;
  api.on(
    'listConflicts',
    pageOf(conflict(`con_${tests}_1`, '+31201'), conflict(`con_${tests}_2`, '+31202')),
  );
});

/** As a browser that leaves the page: what is held is sent at once. */
function leaves() {
  window.dispatchEvent(new Event('pagehide'));
}

describe('what waits for a decision', () => {
  beforeEach(async () => {
    await open(api, '/identity?tab=inbox', { role: 'marketer' });
    await expect.element(items.first()).toHaveTextContent('+31201');
  });

  test('is chosen, decided and taken back by keys', async () => {
    await userEvent.keyboard('j');
    await expect.element(items.first()).toHaveFocus();
    await userEvent.keyboard('m');
    await expect.element(taken).toBeVisible();
    await expect.poll(() => items.elements().length).toBe(1);
    await expect.element(items.first()).toHaveFocus();
    await userEvent.keyboard('u');
    await expect.element(taken).not.toBeInTheDocument();
    await expect.poll(() => items.elements().length).toBe(2);
    await expect.element(items.first()).toHaveFocus();
    await expect.element(items.first()).toHaveTextContent('+31201');
    leaves();
    expect(api.requests('settleConflict')).toEqual([]);
    await sound();
  });

  test('is sent as it was decided, when nobody has taken it back', async () => {
    api.on('settleConflict', { id: 'con_1', event: 'evt_2' });
    await userEvent.keyboard('jd');
    await expect.element(page.getByText('The profiles will be kept apart.')).toBeVisible();
    await expect.poll(() => items.elements().length).toBe(1);
    expect(api.requests('settleConflict')).toEqual([]);
    leaves();
    await expect.poll(() => api.bodies('settleConflict')).toEqual([{ outcome: 'keep-apart' }]);
  });

  test('is pending among the decided ones until the profiles are merged, also after a reload', async () => {
    const first = conflict(`con_${tests}_1`, '+31201');
    const decided = { ...first, state: 'settled', outcome: 'merged' };
    api.on('settleConflict', { id: first.id, event: 'evt_2' });
    api.on('readEvent', new Refusal(404, 'not-found'));
    api.on('listConflicts', ({ query }) =>
      pageOf(...(query.state === 'settled' ? [decided] : [conflict(`con_${tests}_2`, '+31202')])),
    );
    await userEvent.keyboard('jm');
    leaves();
    await expect.poll(() => JSON.stringify({ ...localStorage })).toContain('evt_2');
    closeApp();
    await open(api, '/identity?tab=inbox&state=settled', { role: 'marketer' });
    await expect.element(items.first()).toHaveTextContent('Pending');
    await expect.element(items.first()).not.toHaveTextContent('Merged');
    fits();
    await sound();

    api.on('readEvent', commandOf({ id: 'evt_2', type: 'merge-people', profile: 'prf_ann' }));
    await expect.element(items.first()).toHaveTextContent('Merged');
    await expect.element(items.first()).not.toHaveTextContent('Pending');
  });

  test('comes back with the reason when it is refused', async () => {
    api.on('settleConflict', new Refusal(409, 'conflict', { detail: 'Somebody has settled it' }));
    await items.nth(1).getByRole('button', { name: 'Merge profiles' }).click();
    await expect.poll(() => items.elements().length).toBe(1);
    leaves();
    await expect.element(items.nth(1)).toHaveTextContent('Somebody has settled it');
  });

  test('fits a narrow window', async () => {
    await page.viewport(375, 900);
    fits();
    await sound();
  });
});

describe('whoever may only look', () => {
  test('reads who settles conflicts, and no key decides', async () => {
    await open(api, '/identity?tab=inbox', { role: 'viewer' });
    await expect.element(items.first()).toHaveTextContent('+31201');
    await expect.element(page.getByText('Deciding them requires the role Marketer.')).toBeVisible();
    await expect.element(button('Merge profiles')).not.toBeInTheDocument();
    await expect.element(button('Keep apart')).not.toBeInTheDocument();
    await userEvent.keyboard('jm');
    leaves();
    await expect.poll(() => items.elements().length).toBe(2);
    await sound();
  });

  test('reads who looks for matches and who changes how', async () => {
    api.on('readMatchingSettings', {
      comparisons: [],
      every: null,
      mergeFrom: null,
      suggestFrom: 0.5,
      version: 0,
    });
    api.on('readMatchingQuality', {
      at: null,
      joinedAlready: 0,
      pairs: 0,
      run: null,
      thresholds: [],
      unknown: 0,
    });
    api.empty('listMatchingRuns');
    await open(api, '/identity?tab=matching', { role: 'viewer' });
    await expect
      .element(page.getByText('Finding matches requires the role Marketer.').first())
      .toBeVisible();
    await expect
      .element(
        page.getByText('You can look at the settings. Changing them requires the role Admin.'),
      )
      .toBeVisible();
    await expect.element(button('Find matches')).not.toBeInTheDocument();
    await expect.element(button('Save settings')).not.toBeInTheDocument();
    await sound();
  });
});
