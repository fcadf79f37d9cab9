import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CatalogueTrait, CatalogueValues } from '@/api/generated/model';
import { Api, NEVER, Refusal } from '@/testing/api';
import { catalogue, eventOf, propertyOf, traitOf } from '@/testing/dictionary';
import { arrives, goTo } from '@/testing/keyboard';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const trait = (name: string, types: CatalogueTrait['types'], synonyms: string[] = []) =>
  traitOf(name, { types, people: 1000, synonyms });
const properties = ['products', 'products.category'].map((name) =>
  propertyOf(name, { types: ['list'] }),
);
const of = { call: 'track', event: 'Order Completed' };

const distribution = {
  count: 1000,
  percentiles: Array.from({ length: 101 }, (_, percent) => percent * 10),
  distribution: Array.from({ length: 20 }, (_, index) => 50 + index),
};

const search = page.getByPlaceholder('Churn score, Order Completed');
const options = page.getByRole('listbox', { name: 'Find a trait, an event' }).getByRole('option');
const condition = (name: string) => page.getByRole('group', { name, exact: true });
const selected = () =>
  options.elements().find((each) => each.getAttribute('data-combobox-selected') === 'true')
    ?.textContent ?? '';

let api: Api;

beforeEach(async () => {
  api = new Api();
  api.empty('listAudiences', 'listSyncs', 'listDestinations');
  api.on('listCatalogueTraits', {
    ...catalogue,
    people: 1000,
    data: [
      trait('lifetimeValue', ['number'], ['spent', 'LTV']),
      trait('country', ['text']),
      trait('birthday', ['date']),
    ],
  });
  const ordered = eventOf(of.event, { synonyms: ['bought', 'purchase'] });
  api.on('listCatalogueEvents', { ...catalogue, people: 1000, data: [ordered] });
  api.on('listCatalogueEventProperties', {
    ...catalogue,
    data: properties.map((each) => ({ ...of, property: each })),
  });
  api.on('listCatalogueProperties', { ...catalogue, events: 7, data: properties });
  api.on('searchCatalogueValues', ({ body }) => ({
    ...catalogue,
    data: (body as { equal: string[] }).equal.includes('NL')
      ? [{ trait: 'country', type: 'text', value: 'NL', people: 12 }]
      : [],
  }));
  api.on('listCatalogueValues', {
    ...catalogue,
    masked: false,
    data: [],
    numbers: distribution,
  });
  api.on('searchCataloguePropertyValues', { ...catalogue, data: [] });
  api.on('listPurposes', {
    asOf: '2026-03-02T09:00:00Z',
    sampled: false,
    fewHidden: false,
    data: [{ purpose: 'marketing', granted: true }],
  });
  api.on('previewAudience', NEVER);
  await open(api, '/audiences/new', { role: 'marketer' });
  await page.getByRole('button', { name: 'Condition' }).click();
  await expect.element(search).toHaveFocus();
});

test('an event is found by what people do', async () => {
  await userEvent.keyboard('bought');
  await expect.poll(selected).toContain('also called “bought”');
  await userEvent.keyboard('{Enter}');
  await expect.element(condition('Order Completed')).toBeVisible();
  await arrives('Done or not done');
});

test('a trait says for how many people it is known, not how many people it fits', async () => {
  await userEvent.keyboard('lifetime');
  await expect.poll(selected).toContain('known for 1,000 people');
});

test('consent is found by other words for it, and the answer is chosen next', async () => {
  await userEvent.keyboard('opt-in');
  await expect.poll(selected).toContain('Consent for marketing');
  await expect.poll(selected).toContain('also called “opt-in”');
  await expect
    .element(page.getByText('Each destination gets only people who allow its purposes'))
    .toBeVisible();
  await sound();
  await userEvent.keyboard('{Enter}');
  await arrives('Answer');
  const consent = condition('Consent for marketing');
  await expect.element(consent).toHaveTextContent('whose consent for');
  await expect.element(consent.getByLabelText('Answer')).toHaveValue('granted');
  await consent.getByLabelText('Answer').selectOptions('denied');
  await expect
    .poll(() => api.bodies('previewAudience').at(-1))
    .toMatchObject({ rule: { all: [{ consent: 'marketing', state: 'denied' }] } });
  await page.viewport(375, 900);
  fits();
  await sound();
});

test('a country is found by its name, and the condition is complete', async () => {
  await userEvent.keyboard('Netherlands');
  await expect.poll(selected).toContain('country › NL');
  await expect.poll(selected).toContain('Netherlands');
  await sound();
  await userEvent.keyboard('{Enter}');
  await expect.element(condition('country').getByLabelText('Value')).toHaveValue('NL');
  await arrives('Value');
  await expect.element(page.getByLabelText('Seen so far')).not.toBeInTheDocument();
  await expect.element(condition('country')).not.toHaveTextContent('Not finished');
});

test('a part of a list is found with its event, and its value is entered next', async () => {
  await userEvent.keyboard('products cat');
  await expect.poll(selected).toContain('products › category');
  await expect.poll(selected).toContain('Order Completed');
  await userEvent.keyboard('{Enter}');
  await arrives('Value');
  await userEvent.keyboard('tea');
  const filter = page.getByRole('group', { name: 'Where products.category' });
  await expect.element(filter.getByLabelText('Part of products')).toHaveValue('category');
  await expect.element(filter).not.toHaveTextContent('No “Order Completed” event has');
});

test('a value of an event is found, and the condition is complete', async () => {
  api.on('searchCataloguePropertyValues', {
    ...catalogue,
    data: [
      { ...of, property: 'products.category', type: 'list', value: 'Coffee on the way', events: 7 },
    ],
  });
  await search.fill('Coffee on the way');
  await expect
    .poll(selected)
    .toContain('Order Completed › products › category › Coffee on the way');
  await expect.element(options.last()).toHaveTextContent('that was not seen yet');
  expect(api.bodies('searchCataloguePropertyValues')).toEqual([{ search: 'Coffee on the way' }]);
  expect(api.bodies('listCatalogueValues')).toEqual([]);
  await sound();
  await userEvent.keyboard('{Enter}');
  const filter = page.getByRole('group', { name: 'Where products.category' });
  await expect.element(filter.getByLabelText('Value')).toHaveValue('Coffee on the way');
});

test('a name that was not seen yet is the last entry, which Enter alone does not take', async () => {
  await userEvent.keyboard('shoe size');
  await expect
    .element(options.first())
    .toHaveTextContent('Use “shoe size” as a trait or an event that was not seen yet');
  await expect.poll(() => options.elements().length).toBe(1);
  await userEvent.keyboard('{Enter}');
  await expect.element(search).toHaveFocus();
  await expect.poll(selected).toBe('');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(selected).toBe('A trait called “shoe size”');
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(selected).toBe('An event called “shoe size”');
  await userEvent.keyboard('{Enter}');
  await expect.element(condition('shoe size')).toBeVisible();
});

test('what cannot be said yet is said', async () => {
  await userEvent.keyboard('order after ticket');
  await expect.element(page.getByText('Sequences are not supported yet')).toBeVisible();
  await userEvent.clear(search);
  await userEvent.keyboard('birthday');
  await expect.element(page.getByText('Anniversaries are not supported yet')).toBeVisible();
  await page.viewport(375, 900);
  fits();
  await sound();
  await userEvent.keyboard('{Enter}');
  const comparison = condition('birthday').getByLabelText('Comparison');
  await expect.element(comparison).toHaveValue('before');
  await expect.element(comparison).not.toHaveTextContent('is within the next');
  await expect
    .element(condition('birthday'))
    .toHaveTextContent('Anniversaries are not supported yet');
});

test('a search of values that fails leaves the names', async () => {
  api.on('searchCatalogueValues', new Refusal(503, 'unavailable'));
  await userEvent.keyboard('country');
  await expect.element(page.getByText('could not be searched')).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await arrives('Value');
});

test('the beginning of a share finds the numbers, and says how a share is chosen', async () => {
  await userEvent.keyboard('top');
  await expect.poll(selected).toBe('Top 10 % of lifetime value');
  await expect.element(page.getByText('For a share of people, type')).toBeVisible();
});

describe('the top of a number', () => {
  const value = condition('lifetime value').getByLabelText('Value', { exact: true });

  test('is a threshold, which says what share it is', async () => {
    await userEvent.keyboard('top 10 % of LTV');
    await expect.poll(selected).toBe('Top 10 % of lifetime value');
    await userEvent.keyboard('{Enter}');
    await expect.element(value).toHaveValue(900);
    await arrives('Value');
    await expect
      .element(condition('lifetime value'))
      .toHaveTextContent('now the top 10 % of the people with a value');
    await value.fill('500');
    await expect.element(condition('lifetime value')).toHaveTextContent('now the top 50 %');
  });

  test('says that its numbers are being read, at the place of the condition', async () => {
    let answer: (numbers: CatalogueValues) => void = () => undefined;
    const read = new Promise<CatalogueValues>((resolve) => {
      answer = resolve;
    });
    api.on('listCatalogueValues', () => read);
    await userEvent.keyboard('top 10 % of LTV');
    await expect.poll(selected).toBe('Top 10 % of lifetime value');
    await userEvent.keyboard('{Enter}');
    const reading = page.getByText('Reading the numbers of lifetime value …');
    await expect.element(reading).toBeVisible();
    await sound();
    answer({ ...catalogue, masked: false, data: [], numbers: distribution });
    await expect.element(value).toHaveValue(900);
    await expect.element(reading).not.toBeInTheDocument();
  });

  test('is chosen from the distribution', async () => {
    await userEvent.keyboard('lifetime{Enter}');
    await arrives('Value');
    await goTo('{Tab}', 'Distribution of lifetime value');
    await userEvent.keyboard('{Enter}');
    const dialog = page.getByRole('dialog', { name: 'Distribution of lifetime value' });
    await expect.element(dialog).toHaveTextContent('1,000 values, from 0 to 1,000.');
    await sound();
    await dialog.getByRole('button', { name: 'Top 5 %' }).click();
    await expect.element(value).toHaveValue(950);
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('without the right to see the values is left to the user', async () => {
    api.on('listCatalogueValues', { ...catalogue, masked: true, data: [], numbers: null });
    await userEvent.keyboard('top 10 % of LTV');
    await expect.poll(selected).toBe('Top 10 % of lifetime value');
    await userEvent.keyboard('{Enter}');
    await arrives('Value');
    await expect.element(value).toHaveValue(null);
  });
});

test('a property that no event has is marked, and the part with its name is offered', async () => {
  await userEvent.keyboard('bought{Enter}');
  await arrives('Done or not done');
  await condition('Order Completed').getByRole('button', { name: 'Where' }).click();
  await userEvent.keyboard('category');
  const own = page.getByRole('option', { name: 'Use “category”' });
  await own.click();
  const filter = page.getByRole('group', { name: 'Where category' });
  await expect.element(filter).toHaveTextContent('No “Order Completed” event has “category”.');
  await filter.getByRole('button', { name: 'Use products › category' }).click();
  const corrected = page.getByRole('group', { name: 'Where products.category' });
  await expect.element(corrected).not.toHaveTextContent('No “Order Completed” event has');
});

test('a second condition on a part of one list says that different items can meet the two', async () => {
  await userEvent.keyboard('products cat');
  await expect.poll(selected).toContain('products › category');
  await userEvent.keyboard('{Enter}');
  await arrives('Value');
  const filters = page.getByRole('group', { name: 'Where products.category' });
  const said = 'One item of products can meet the condition on products › category';
  await expect.element(filters.first()).not.toHaveTextContent(said);
  await condition('Order Completed').getByRole('button', { name: 'Where', exact: true }).click();
  await userEvent.keyboard('category');
  await page
    .getByRole('option', { name: /products › category/ })
    .first()
    .click();
  await expect.element(filters.last()).toHaveTextContent(said);
  await expect.element(filters.first()).not.toHaveTextContent(said);
  // The list of values has nothing to offer yet.
  await userEvent.keyboard('{Escape}');
  await sound();
});
