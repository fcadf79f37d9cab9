import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Manifest, Sync } from '@/api/generated/model';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { connector } from '@/testing/hubspot';
import { apiOfNewSync } from '@/testing/newSync';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = page.getByRole('group', { name: 'First name', exact: true });
const add = field.getByRole('combobox', { name: 'Add a step to First name' });
const step = (name: string) => field.getByRole('group', { name, exact: true });

const stored: Sync = {
  ...contacts,
  mapping: [
    {
      field: 'firstname',
      from: { kind: 'trait', name: 'firstName' },
      transform: [
        { kind: 'normalise', as: 'trim' },
        { kind: 'map', values: { Bob: 'Robert' }, otherwise: 'someone' },
      ],
    },
  ],
};

const declared: Manifest = {
  ...connector,
  objects: connector.objects.map((each) => ({
    ...each,
    fields: each.fields.map((known) =>
      known.name === 'lifecyclestage'
        ? { ...known, type: 'picklist' as const, options: ['lead', 'customer'] }
        : known,
    ),
  })),
};

let api: Api;

beforeEach(async () => {
  await page.viewport(375, 900);
  api = apiOfNewSync();
  api.empty('listAudiences');
  api.on('listConnectors', pageOf(declared));
  api.on('listSyncs', pageOf(stored));
  api.on('readSync', stored);
  api.on('countNewSync', NEVER);
  api.on('changeSync', NEVER);
});

const mapping = () =>
  (api.bodies('changeSync') as { mapping: Sync['mapping'] }[]).map((body) => body.mapping);

describe('the steps of a stored field', () => {
  beforeEach(async () => {
    await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
  });

  test('are read in words, and stay as they are', async () => {
    const words = field.getByRole('list', { name: 'Steps of First name' });
    await expect.element(words).toHaveTextContent('without spaces around it');
    await expect.element(words).toHaveTextContent('1 value replaced');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Everyone');
    await button('Save changes').click();
    await expect.poll(mapping).toEqual([stored.mapping]);
    fits();
    await sound();
  });

  test('are edited, moved and removed with the keyboard', async () => {
    button('Edit steps of First name').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect
      .element(step('Step 1: Usual form').getByRole('combobox', { name: 'Form' }))
      .toHaveFocus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await expect.element(step('Step 2: Usual form')).toBeVisible();
    await expect
      .element(step('Step 2: Usual form').getByRole('button', { name: 'Move step 2 up' }))
      .toHaveFocus();
    await expect.element(page.getByText('Step 1 is now step 2.')).toBeInTheDocument();
    await sound();
    fits();
    field.getByRole('button', { name: 'Remove step 1' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(add).toHaveFocus();
    await button('Save changes').click();
    await expect
      .poll(mapping)
      .toMatchObject([[{ field: 'firstname', transform: [{ kind: 'normalise', as: 'trim' }] }]]);
  });

  test('say at the step what the API refuses of it', async () => {
    api.on(
      'changeSync',
      Refusal.of({ '/mapping/0/transform/1/values': 'A map has at least one value' }),
    );
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Everyone');
    await button('Save changes').click();
    await expect
      .element(step('Step 2: Replace values').getByRole('alert'))
      .toHaveTextContent('A map has at least one value');
    await expect.element(step('Step 1: Usual form').getByRole('alert')).not.toBeInTheDocument();
    await sound();
  });
});

describe('a step', () => {
  beforeEach(async () => {
    await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
    await button('Edit steps of First name').click();
  });

  test.each([
    ['Text with values', 'Text', '{{{{value}} B.', { kind: 'template', template: '{{value}} B.' }],
    ['If empty', 'Value', 'nobody', { kind: 'default', value: 'nobody' }],
    ['Part of the value', 'Part', 'a.b', { kind: 'get', path: 'a.b' }],
    ['Parameter of an address', 'Name of the parameter', 'gclid', { name: 'gclid' }],
    ['Expression', 'Expression', '$uppercase(value)', { expression: '$uppercase(value)' }],
  ])('“%s” is added and sent', async (kind, name, typed, sent) => {
    await add.click();
    await page.getByRole('option', { name: kind, exact: true }).click();
    const added = step(`Step 3: ${kind}`);
    await expect.element(added.getByRole('textbox', { name })).toHaveFocus();
    await button('Save changes').click();
    await expect.element(added.getByRole('alert')).toHaveTextContent('Complete this step');
    expect(api.requests('changeSync')).toEqual([]);
    await userEvent.type(added.getByRole('textbox', { name }), typed);
    await expect.element(added.getByRole('alert')).not.toBeInTheDocument();
    await button('Save changes').click();
    await expect.poll(() => mapping()[0]?.[0]?.transform?.[2]).toMatchObject(sent);
  });

  test('that is a condition compares with values, or asks whether there is one', async () => {
    await add.click();
    await page.getByRole('option', { name: 'Only if', exact: true }).click();
    const added = step('Step 3: Only if');
    await added.getByRole('textbox', { name: 'Value to compare' }).fill('traits.country');
    await added.getByRole('combobox', { name: 'Values' }).click();
    await userEvent.keyboard('NL{Enter}');
    await sound();
    fits();
    await button('Save changes').click();
    await expect
      .poll(() => mapping()[0]?.[0]?.transform?.[2])
      .toEqual({ kind: 'when', of: 'traits.country', in: ['NL'] });
  });

  test('that replaces values has lines, and says what becomes of the others', async () => {
    const map = step('Step 2: Replace values');
    await map.getByRole('button', { name: 'Add a value' }).click();
    await expect
      .element(map.getByRole('textbox', { name: 'Value', exact: true }).nth(1))
      .toHaveFocus();
    await userEvent.keyboard('Liz');
    await map.getByRole('textbox', { name: 'Becomes' }).nth(1).fill('Elizabeth');
    await map.getByRole('combobox', { name: 'Other values' }).click();
    await page.getByRole('option', { name: 'Leave the field out' }).click();
    await sound();
    await button('Save changes').click();
    await expect
      .poll(() => mapping()[0]?.[0]?.transform?.[1])
      .toEqual({
        kind: 'map',
        values: { Bob: 'Robert', Liz: 'Elizabeth' },
        otherwise: null,
      });
  });
});

describe('a step with numbers and yes/no values', () => {
  const typed: Sync = {
    ...contacts,
    mapping: [
      {
        field: 'firstname',
        from: { kind: 'constant', value: 12 },
        transform: [
          { kind: 'default', value: true },
          { kind: 'map', values: { Bob: 1, Liz: false }, otherwise: 0.5 },
          { kind: 'when', in: [1, true] },
        ],
      },
    ],
  };

  beforeEach(async () => {
    api.on('readSync', typed);
    await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
    await button('Edit steps of First name').click();
  });

  test('keeps their types while they are typed anew', async () => {
    const constant = field.getByRole('combobox', { name: 'Value', exact: true });
    await constant.clear();
    await userEvent.type(constant, '1.05');
    await expect.element(constant).toHaveValue('1.05');
    const otherwise = step('Step 1: If empty').getByRole('textbox', { name: 'Value' });
    await otherwise.clear();
    await userEvent.type(otherwise, 'false');
    const becomes = step('Step 2: Replace values').getByRole('textbox', { name: 'Becomes' });
    await becomes.nth(0).clear();
    await userEvent.type(becomes.nth(0), '20');
    await becomes.nth(1).clear();
    await userEvent.type(becomes.nth(1), 'true');
    await step('Step 3: Only if').getByRole('combobox', { name: 'Values' }).click();
    await userEvent.keyboard('x{Enter}');
    await button('Save changes').click();
    await expect
      .poll(() => mapping()[0])
      .toEqual([
        {
          field: 'firstname',
          from: { kind: 'constant', value: 1.05 },
          transform: [
            { kind: 'default', value: false },
            { kind: 'map', values: { Bob: 20, Liz: true }, otherwise: 0.5 },
            { kind: 'when', in: [1, true, 'x'] },
          ],
        },
      ]);
  });

  test('gives a line no type of a line that was removed', async () => {
    const map = step('Step 2: Replace values');
    const becomes = map.getByRole('textbox', { name: 'Becomes' });
    await becomes.nth(1).clear();
    await map.getByRole('button', { name: 'Add a value' }).click();
    await userEvent.keyboard('Tom');
    await map.getByRole('button', { name: 'Remove Liz' }).click();
    await userEvent.type(becomes.nth(1), '5');
    await button('Save changes').click();
    await expect
      .poll(() => mapping()[0]?.[0]?.transform?.[1])
      .toEqual({ kind: 'map', values: { Bob: 1, Tom: '5' }, otherwise: 0.5 });
  });

  test('is not saved while a value is replaced twice, and says so at the line', async () => {
    const map = step('Step 2: Replace values');
    await map.getByRole('button', { name: 'Add a value' }).click();
    await userEvent.keyboard('Bob');
    await map.getByRole('textbox', { name: 'Becomes' }).nth(2).fill('3');
    const line = map.getByRole('textbox', { name: 'Value', exact: true });
    await expect.element(map.getByText('This value is listed already.')).toBeVisible();
    await button('Save changes').click();
    await expect.element(line.nth(2)).toHaveFocus();
    await expect.element(line.nth(0)).not.toHaveAttribute('aria-invalid', 'true');
    expect(api.requests('changeSync')).toEqual([]);
    fits();
    await sound();
    await line.nth(2).fill('Tom');
    await button('Save changes').click();
    await expect
      .poll(() => mapping()[0]?.[0]?.transform?.[1])
      .toEqual({ kind: 'map', values: { Bob: 1, Liz: false, Tom: '3' }, otherwise: 0.5 });
  });
});

test('the preview says why a value cannot be made, and which step the API refuses', async () => {
  api.on('lookUpProfile', { id: 'prf_1' } as never);
  api.on('previewNewSync', {
    records: [
      {
        record: 'ada@shop.example',
        fields: {},
        invalid: [
          {
            field: 'firstname',
            place: '/mapping/0/transform/1',
            words: 'A text is not in the map',
          },
        ],
      },
    ],
    requests: [],
  });
  await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
  await page.getByRole('searchbox', { name: 'Person' }).fill('ada@shop.example');
  await button('Preview').click();
  await expect.element(page.getByText('Would not be sent')).toBeVisible();
  await expect.element(page.getByText('Step 2: A text is not in the map')).toBeVisible();
  await sound();
  api.on('previewNewSync', Refusal.of({ '/mapping/0/transform/0': 'Unknown column' }));
  await button('Any person').click();
  await expect.element(page.getByText('firstname, step 1: Unknown column')).toBeVisible();
});

test('a field says its type and what it accepts, and a constant is one of these', async () => {
  await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
  await page.getByRole('combobox', { name: 'Add a field' }).click();
  await page.getByRole('option', { name: 'Lifecycle stage' }).click();
  const stage = page.getByRole('group', { name: 'Lifecycle stage', exact: true });
  await expect.element(stage).toHaveTextContent('Choice: lead, customer');
  await stage.getByRole('combobox', { name: 'Value from' }).click();
  await page.getByRole('option', { name: 'Constant' }).click();
  await stage.getByRole('combobox', { name: 'Value', exact: true }).click();
  await page.getByRole('option', { name: 'customer' }).click();
  await button('Save changes').click();
  await expect
    .poll(() => mapping()[0]?.[1])
    .toEqual({ field: 'lifecyclestage', from: { kind: 'constant', value: 'customer' } });
  fits();
  await sound();
});

test('the page of a sync shows the steps of its fields, and what the destination promises', async () => {
  await open(api, '/syncs/people-in-crm?tab=mapping');
  const row = page.getByRole('row').filter({ hasText: 'Trait firstName' });
  await expect.element(row).toHaveTextContent('without spaces around it');
  await expect
    .element(page.getByRole('region', { name: 'Delivery guarantee: Contacts' }))
    .toHaveTextContent('Up to 100 in one request.');
  fits();
  await sound();
});
