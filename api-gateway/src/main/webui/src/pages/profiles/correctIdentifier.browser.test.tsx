import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Profile } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { commandOf } from '@/testing/events';
import { open } from '@/testing/open';
import { profileOf } from '@/testing/people';
import { fits, sound } from '@/testing/sound';

const EVENT = 'evt_1';
const RIGHT = 'ada@example.com';

const ada = profileOf({
  id: 'prf_1',
  person: { text: 'Ada', source: 'name' },
  identifiers: [
    { type: 'email', value: 'ada@exampel.com' },
    { type: 'user_id', value: 'u-1' },
  ],
});
const leftOut = [
  { type: 'email', value: 'ada@shop', reason: 'invalid', limit: null },
  { type: 'email', value: 'noreply@shop.example', reason: 'blocked', limit: null },
] satisfies Profile['leftOut'];

const dialog = page.getByRole('dialog');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = dialog.getByRole('textbox', { name: 'Right value' });
const identifiers = page.getByRole('region', { name: 'Identifiers', exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readProfile', { ...ada, leftOut });
  api.empty('listEvents', 'listTraitsOfProfile', 'listAudiences', 'listAudiencesOfProfile');
  api.empty('listSources', 'listModels', 'listDestinations');
  api.on('readEvent', new Refusal(404, 'not-found'));
  api.on('correctIdentifier', { event: EVENT });
  api.on('lookUpProfile', new Refusal(404, 'not-found'));
});

test('an identifier of a person is corrected on the profile, and is pending until it is applied', async () => {
  await page.viewport(375, 900);
  await open(api, '/profiles/prf_1', { role: 'marketer' });
  await expect.element(button('Correct u-1')).not.toBeInTheDocument();
  await button('Correct ada@exampel.com').click();
  await expect.element(field).toHaveValue('ada@exampel.com');
  await expect.element(dialog).toHaveTextContent('keeps the current value as an identifier');
  fits();
  await sound();
  await field.fill(RIGHT);
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(identifiers.getByText('Pending', { exact: true })).toBeVisible();
  expect(api.bodies('correctIdentifier')).toEqual([{ replaces: 'ada@exampel.com', value: RIGHT }]);
  api.on(
    'readEvent',
    commandOf({
      id: EVENT,
      type: 'correct-identifier',
      name: 'email',
      profile: ada.id,
      outcome: 'applied',
    }),
  );
  await expect.element(identifiers.getByText('Pending', { exact: true })).not.toBeInTheDocument();
});

test('an invalid value that was left out is corrected beside its reason', async () => {
  await page.viewport(375, 900);
  await open(api, '/profiles/prf_1', { role: 'marketer' });
  await expect.element(button('Correct noreply@shop.example')).not.toBeInTheDocument();
  await button('Correct ada@shop').click();
  await expect.element(dialog).toHaveTextContent('The person gets this value as an identifier');
  fits();
  await sound();
  await field.fill(RIGHT);
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.bodies('correctIdentifier')).toEqual([{ replaces: 'ada@shop', value: RIGHT }]);
});

test('an identifier that also was left out is corrected as the identifier that it is', async () => {
  const again = {
    type: 'email',
    value: 'ada@exampel.com',
    reason: 'invalid',
    limit: null,
  } as const;
  api.on('readProfile', { ...ada, leftOut: [again] });
  await open(api, '/profiles/prf_1', { role: 'marketer' });
  await button('Correct ada@exampel.com').first().click();
  await expect.element(dialog).toHaveTextContent('keeps the current value as an identifier');
  await expect.element(dialog).not.toHaveTextContent('The person gets this value as an identifier');
});

test('nobody corrects an identifier on the profile without the right to see it', async () => {
  await open(api, '/profiles/prf_1', { role: 'marketer', personalData: false });
  await expect.element(identifiers).toHaveTextContent('ada@exampel.com');
  await expect.element(button('Correct ada@exampel.com')).not.toBeInTheDocument();
  await expect.element(button('Correct ada@shop')).not.toBeInTheDocument();
});
