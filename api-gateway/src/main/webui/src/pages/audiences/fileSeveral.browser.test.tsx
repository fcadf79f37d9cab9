import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Audience } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const spring: Audience = {
  ...loyal,
  id: 'aud_2',
  key: 'spring',
  name: 'Spring sale',
  tags: ['sale'],
  folder: 'Campaigns',
};
const dialog = page.getByRole('dialog');

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listAudiences', pageOf(loyal, spring));
  api.empty('listSyncs', 'listDestinations');
  api.on('readAudience', ({ place }) => (place.audience === loyal.id ? loyal : spring));
});

test('several audiences get a tag, keep their own, and stay in their folders', async () => {
  await page.viewport(375, 900);
  api.on('changeAudience', loyal);
  await open(api, '/audiences', { role: 'marketer' });
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Tags and folder' }).click();
  const save = dialog.getByRole('button', { name: 'Save changes' });
  await expect.element(save).toBeDisabled();
  await userEvent.type(dialog.getByRole('combobox', { name: 'Add tags' }), 'vip{Enter}{Tab}{Tab}');
  fits();
  await sound();
  await save.click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByRole('checkbox', { name: 'Select all' })).toHaveFocus();
  expect(api.bodies('changeAudience')).toEqual([{ tags: ['vip'] }, { tags: ['sale', 'vip'] }]);
});

test('a tag that another user added meanwhile stays', async () => {
  const now = { ...loyal, tags: ['meanwhile'], version: loyal.version + 1 };
  api.on('readAudience', now);
  api.on('changeAudience', now);
  await open(api, '/audiences', { role: 'marketer' });
  await page.getByRole('checkbox', { name: 'Select Loyal' }).click();
  await page.getByRole('button', { name: 'Tags and folder' }).click();
  await userEvent.type(dialog.getByRole('combobox', { name: 'Add tags' }), 'vip{Enter}');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(api.bodies('changeAudience')).toEqual([{ tags: ['meanwhile', 'vip'] }]);
  expect(api.requests('changeAudience')[0]?.headers['if-match']).toBe(
    `"${now.version}-${now.updatedAt}"`,
  );
});

test('an audience that cannot be changed is named, and the others are changed', async () => {
  api.on('changeAudience', ({ place }) =>
    place.audience === loyal.id
      ? new Refusal(422, 'invalid', { detail: 'A folder has 1 to 100 characters' })
      : spring,
  );
  await open(api, '/audiences', { role: 'marketer' });
  await page.getByRole('checkbox', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Tags and folder' }).click();
  await userEvent.type(dialog.getByRole('combobox', { name: 'Folder' }), 'Lifecycle');
  await userEvent.keyboard('{Tab}');
  await dialog.getByRole('button', { name: 'Save changes' }).click();
  const failed = dialog.getByRole('alert');
  await expect.element(failed).toHaveTextContent('Loyal: A folder has 1 to 100 characters');
  await expect.element(failed).not.toHaveTextContent('Spring sale');
  expect(api.bodies('changeAudience')).toEqual([{ folder: 'Lifecycle' }, { folder: 'Lifecycle' }]);
});

test('a viewer selects no audiences', async () => {
  await open(api, '/audiences', { role: 'viewer' });
  await expect.element(page.getByRole('link', { name: 'Loyal' })).toBeVisible();
  await expect.element(page.getByRole('checkbox')).not.toBeInTheDocument();
});
