import { beforeEach, expect, test } from 'vitest';
import { type Locator, page } from 'vitest/browser';
import { Api, type Asked, NEVER, Refusal } from '@/testing/api';
import { catalogue, traitOf } from '@/testing/dictionary';
import { late } from '@/testing/late';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const dialog = page.getByRole('dialog');
const checkbox = (name: string) => page.getByRole('checkbox', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  const data = ['city', 'nickname', 'plan'].map((name) => traitOf(name));
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data });
  api.on('listTraits', pageOf());
  api.on('listCatalogueEvents', NEVER);
  api.on('listTraitQuality', NEVER);
});

const classified = () => api.requests('classifyTrait').map(({ place }) => place.trait);

test('several traits get one classification, and the one that is refused is named and tried again', async () => {
  await page.viewport(375, 900);
  api.on('classifyTrait', ({ place }) =>
    place.trait === 'nickname'
      ? new Refusal(409, 'conflict', { detail: 'Another user has just changed it' })
      : (null as never),
  );
  await open(api, '/dictionary');
  await checkbox('Select city').click();
  await checkbox('Select plan').click({ modifiers: ['Shift'] });
  await expect.element(page.getByText('3 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Classify' }).click();
  const classify = dialog.getByRole('button', { name: 'Classify' });
  await expect.element(dialog.getByText('Visibility of 3 traits')).toBeVisible();
  await expect.element(classify).toBeDisabled();
  await dialog.getByRole('radio', { name: /^Personal/ }).click();
  fits();
  await sound();
  await classify.click();
  const failed = dialog.getByRole('alert');
  await expect.element(failed).toHaveTextContent('nickname: Another user has just changed it');
  await expect.element(failed).not.toHaveTextContent('city');
  expect(classified()).toEqual(['city', 'nickname', 'plan']);
  await sound();
  api.on('classifyTrait', () => null as never);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(classified()).toEqual(['city', 'nickname', 'plan', 'nickname']);
  expect(api.bodies('classifyTrait')).toEqual(
    Array.from({ length: 4 }, () => ({ classification: 'personal' })),
  );
  await expect.element(page.getByText('selected')).not.toBeInTheDocument();
});

test('approval is asked for at once for all traits that need it, and the others are tried again', async () => {
  await page.viewport(375, 900);
  api.on('classifyTrait', ({ place }) =>
    place.trait === 'city'
      ? new Refusal(409, 'conflict', { detail: 'Another user has just changed it' })
      : new Refusal(403, 'approval-needed', { detail: 'A second user approves it' }),
  );
  await open(api, '/dictionary');
  await checkbox('Select all').click();
  await page.getByRole('button', { name: 'Classify' }).click();
  await dialog.getByRole('radio', { name: /^Harmless/ }).click();
  await dialog.getByRole('button', { name: 'Classify' }).click();
  await expect
    .element(dialog.getByText('Another user can approve 2 of these changes.'))
    .toBeVisible();
  fits();
  await sound();

  // The second request fails; the reason stays, and only this one is sent again.
  api.on('requestChange', ({ body }) =>
    (body as { path: string }).path.includes('plan')
      ? new Refusal(409, 'quota-reached', { detail: 'At most 50 open requests' })
      : (null as never),
  );
  await dialog.getByRole('button', { name: 'Ask for approval' }).click();
  await page.getByLabelText('Reason for the request').fill('For the summer');
  const ask = page
    .getByRole('dialog', { name: 'Ask for approval' })
    .getByRole('button', { name: 'Ask for approval' });
  await ask.click();
  await expect.element(page.getByText('At most 50 open requests')).toBeVisible();
  api.on('requestChange', null as never);
  await ask.click();
  await expect
    .element(dialog.getByText('Another user has to approve these 2 changes now.'))
    .toBeVisible();
  const asked = (trait: string) => ({
    method: 'PUT',
    path: `/traits/${trait}/classification`,
    body: { classification: 'harmless' },
    reason: 'For the summer',
  });
  expect(api.bodies('requestChange')).toEqual([asked('nickname'), asked('plan'), asked('plan')]);

  api.on('classifyTrait', () => null as never);
  const before = classified().length;
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(classified().slice(before)).toEqual(['city']);
});

test('nothing is left to try again once approval is asked for all', async () => {
  api.on('classifyTrait', new Refusal(403, 'approval-needed'));
  const requested = late<null>();
  api.on('requestChange', () => requested.answer() as never);
  await open(api, '/dictionary');
  await checkbox('Select city').click();
  await page.getByRole('button', { name: 'Classify' }).click();
  await dialog.getByRole('radio', { name: /^Harmless/ }).click();
  await dialog.getByRole('button', { name: 'Classify' }).click();
  await expect.element(dialog.getByRole('button', { name: 'Try again' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Ask for approval' }).click();
  await page.getByLabelText('Reason for the request').fill('For the summer');
  await page
    .getByRole('dialog', { name: 'Ask for approval' })
    .getByRole('button', { name: 'Ask for approval' })
    .click();
  await expect.poll(() => api.requests('requestChange').length).toBe(1);
  const again = page.getByRole('button', { name: 'Try again', includeHidden: true });
  await expect.element(again).toBeDisabled();
  requested.give(null);
  const result = dialog.getByText('Another user has to approve this now.');
  await expect.element(result).toBeVisible();
  await expect.element(result).toHaveFocus();
  await expect.element(dialog.getByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  await expect.element(dialog.getByRole('radio')).not.toBeInTheDocument();
});

test('a trait whose approval is requested as a retry begins is not tried again after it', async () => {
  const refused = ({ place }: Asked) =>
    place.trait === 'city'
      ? new Refusal(409, 'conflict', { detail: 'Another user has just changed it' })
      : new Refusal(403, 'approval-needed');
  api.on('classifyTrait', refused);
  await open(api, '/dictionary');
  await checkbox('Select city').click();
  await checkbox('Select nickname').click();
  await page.getByRole('button', { name: 'Classify' }).click();
  await dialog.getByRole('radio', { name: /^Harmless/ }).click();
  await dialog.getByRole('button', { name: 'Classify' }).click();
  await dialog.getByRole('button', { name: 'Ask for approval' }).click();
  await page.getByLabelText('Reason for the request').fill('For the summer');

  // Both at once: the button of the retry is not yet disabled by the request.
  const retried = late<null>();
  api.on('classifyTrait', (call) => retried.answer().then(() => refused(call)));
  api.on('requestChange', null as never);
  const click = (button: Locator) => (button.element() as HTMLElement).click();
  const again = page.getByRole('button', { name: 'Try again', includeHidden: true });
  const before = classified().length;
  click(
    page
      .getByRole('dialog', { name: 'Ask for approval' })
      .getByRole('button', { name: 'Ask for approval' }),
  );
  click(again);
  await expect.element(dialog.getByText('Visibility of 1 trait')).toBeVisible();
  expect(api.requests('requestChange')).toHaveLength(1);
  retried.give(null);
  await expect.element(dialog.getByRole('alert')).toBeVisible();
  expect(classified().slice(before)).toEqual(['city', 'nickname']);

  api.on('classifyTrait', () => null as never);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(classified().slice(before)).toEqual(['city', 'nickname', 'city']);
});

test('all traits are selected at once, and only those that the list shows are changed', async () => {
  api.on('classifyTrait', () => null as never);
  await open(api, '/dictionary');
  await checkbox('Select all').click();
  await expect.element(page.getByText('3 selected')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search by name' }).fill('city');
  await expect.element(page.getByText('1 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Classify' }).click();
  await dialog.getByRole('radio', { name: /^Sensitive/ }).click();
  await dialog.getByRole('button', { name: 'Classify' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(classified()).toEqual(['city']);
});

test('a user who may not classify traits selects none', async () => {
  await open(api, '/dictionary', { role: 'viewer' });
  await expect.element(page.getByRole('link', { name: 'city' })).toBeVisible();
  await expect.element(page.getByRole('checkbox')).not.toBeInTheDocument();
});
