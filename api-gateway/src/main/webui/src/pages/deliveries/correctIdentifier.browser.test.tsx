import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Delivery, Sync } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm, restoreConfirm } from '@/testing/confirm';
import { commandOf } from '@/testing/events';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { profileOf } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-01T10:00:00Z';
const WRONG = 'ada@exampel.com';
const RIGHT = 'ada@example.com';
const EVENT = 'evt_1';

const refused = {
  id: 'dlv_1',
  destination: 'dst_1',
  sync: 'syn_1',
  object: 'contacts',
  record: WRONG,
  profile: 'prf_1',
  person: { text: 'Ada Visser', source: 'name' },
  operation: 'write',
  state: 'rejected',
  cause: { code: 'rejected', field: 'email', words: `Email address ${WRONG} is invalid` },
  version: 1,
  attempt: 1,
  createdAt: '2026-03-01T09:00:00Z',
  desiredAt: AT,
  changedAt: AT,
} as unknown as Delivery;

const sync = {
  id: 'syn_1',
  name: 'Contacts',
  match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
  mapping: [],
} as unknown as Sync;

const ada = profileOf({
  id: 'prf_1',
  person: { text: 'Ada Visser', source: 'name' },
  identifiers: [{ type: 'email', value: WRONG }],
  traits: { email: WRONG },
});

const dialog = page.getByRole('dialog');
const action = page.getByRole('button', { name: 'Correct e-mail address' });
const field = dialog.getByRole('textbox', { name: 'Right value' });
const merge = dialog.getByRole('button', { name: 'Correct and merge' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.empty('listDestinations');
  api.on('listSyncs', pageOf(sync));
  api.on('readDelivery', refused);
  api.on('readProfile', ada);
  api.on('readEvent', new Refusal(404, 'not-found'));
  api.on('correctIdentifier', { event: EVENT });
  api.on('lookUpProfile', new Refusal(404, 'not-found'));
});

afterEach(restoreConfirm);

/** From now on, the API has the outcome of the correction. */
function ends(outcome: string, reason: string | null = null): void {
  const event = { id: EVENT, type: 'correct-identifier', name: 'email', profile: ada.id };
  api.on('readEvent', commandOf({ ...event, outcome, reason }));
}

test('a refused identifier is corrected in the sync log, and is pending until it is applied', async () => {
  await page.viewport(375, 900);
  await open(api, '/deliveries/dlv_1', { role: 'marketer' });
  await action.click();
  await expect.element(dialog).toHaveTextContent(`Current value: ${WRONG}`);
  await expect.element(field).toHaveValue(WRONG);
  await expect.element(field).toHaveFocus();
  fits();
  await sound();
  await field.fill(RIGHT);
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByText('Pending', { exact: true })).toBeVisible();
  expect(api.bodies('lookUpProfile')).toEqual([{ type: 'email', value: RIGHT }]);
  expect(api.bodies('correctIdentifier')).toEqual([{ replaces: WRONG, value: RIGHT }]);
  expect(api.requests('correctIdentifier')[0]?.place).toMatchObject({
    profile: 'prf_1',
    type: 'email',
  });
  expect(JSON.stringify({ ...localStorage })).not.toContain(RIGHT);
  await sound();
  ends('applied');
  await expect.element(page.getByText('Pending', { exact: true })).not.toBeInTheDocument();
});

test('another person with the value is named before anything is sent', async () => {
  await page.viewport(375, 900);
  api.on('lookUpProfile', { id: 'prf_2' });
  api.on('labelPeople', {
    data: [{ profile: 'prf_2', person: { text: 'Ada of the shop', source: 'name' } }],
  });
  await open(api, '/deliveries/dlv_1', { role: 'marketer' });
  await action.click();
  await field.fill(RIGHT);
  await userEvent.keyboard('{Enter}');
  const warning = dialog.getByRole('alert');
  await expect.element(warning).toHaveTextContent('the correction merges the two people');
  await expect.element(warning.getByRole('link', { name: 'Ada of the shop' })).toBeVisible();
  expect(api.requests('correctIdentifier')).toEqual([]);
  fits();
  await sound();

  await field.fill('ada@other.example');
  await expect.element(warning).not.toBeInTheDocument();
  await field.fill(RIGHT);
  await expect.element(merge).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  await expect.element(merge).toBeVisible();
  // The same key again looks again, and does not merge.
  await field.click();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => api.requests('lookUpProfile').length).toBe(3);
  await expect.element(merge).toBeVisible();
  expect(api.requests('correctIdentifier')).toEqual([]);
  await merge.click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.bodies('correctIdentifier')).toEqual([{ replaces: WRONG, value: RIGHT }]);
});

test('nothing is sent after Cancel, and the value does not change while an owner is looked up', async () => {
  let answer: (owner: Refusal) => void = () => {};
  api.on(
    'lookUpProfile',
    () =>
      new Promise<Refusal>((resolve) => {
        answer = resolve;
      }),
  );
  await open(api, '/deliveries/dlv_1', { role: 'marketer' });
  await action.click();
  await field.fill(RIGHT);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => api.requests('lookUpProfile').length).toBe(1);
  await expect.element(field).toHaveAttribute('readonly');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  answer(new Refusal(404, 'not-found'));
  await expect.element(dialog).not.toBeInTheDocument();

  api.on('lookUpProfile', new Refusal(404, 'not-found'));
  await action.click();
  await field.fill('ada@other.example');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.bodies('correctIdentifier')).toEqual([
    { replaces: WRONG, value: 'ada@other.example' },
  ]);
});

test('Escape asks before the dialog loses what was typed', async () => {
  const asked = answerConfirm(false);
  await open(api, '/deliveries/dlv_1', { role: 'marketer' });
  await action.click();
  await field.fill(RIGHT);
  await userEvent.keyboard('{Escape}');
  expect(asked.times).toBe(1);
  await expect.element(field).toHaveValue(RIGHT);
  api.on('lookUpProfile', { id: 'prf_2' });
  await userEvent.keyboard('{Enter}');
  await expect.element(merge).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(asked.times).toBe(2);
  asked.answer = true;
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.requests('correctIdentifier')).toEqual([]);
});

test('a correction that the identity rules refuse says so at the delivery', async () => {
  await open(api, '/deliveries/dlv_1', { role: 'marketer' });
  ends('quarantined', 'identifier-not-allowed');
  await action.click();
  await field.fill(RIGHT);
  await userEvent.keyboard('{Enter}');
  await expect
    .element(page.getByText('The identity rules do not allow the identifier'))
    .toBeVisible();
});

test('the current value and a value that the API refuses are not accepted', async () => {
  api.on('correctIdentifier', Refusal.of({ '/value': 'The identity rules allow no such value' }));
  await open(api, '/deliveries/dlv_1', { role: 'marketer' });
  await action.click();
  await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
  await expect
    .element(dialog)
    .toHaveTextContent('Enter a value that differs from the current one.');
  expect(api.requests('correctIdentifier')).toEqual([]);
  await field.fill('ada at the shop');
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).toHaveTextContent('The identity rules allow no such value');
});

test('nobody corrects an identifier without the role and the right to see it', async () => {
  await open(api, '/deliveries/dlv_1', { role: 'marketer', personalData: false });
  await expect
    .element(page.getByText(/A marketer with the right to personal data can correct it here/))
    .toBeVisible();
  await expect.element(action).not.toBeInTheDocument();
  expect(api.requests('readProfile')).toEqual([]);
});

test('an identifier that only its source can change says so, and leads to the identifiers', async () => {
  await page.viewport(375, 900);
  const match = { field: 'email', from: { kind: 'identifier', type: 'user_id' } } as const;
  api.on('listSyncs', pageOf({ ...sync, match }));
  await open(api, '/deliveries/dlv_1');
  const panel = page.getByRole('region', { name: 'What to do' });
  await expect
    .element(panel)
    .toHaveTextContent(
      'The value is the User id of the person, and only its source can change it.',
    );
  await expect
    .element(panel.getByRole('link', { name: 'Identifiers of the person' }))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_1?tab=identity');
  await expect.element(action).not.toBeInTheDocument();
  fits();
  await sound();
});
