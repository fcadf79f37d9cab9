import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { fieldOf } from '@/testing/fields';
import { connector, crm, withList } from '@/testing/hubspot';
import { apiOfNewSync } from '@/testing/newSync';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (name: string) => page.getByRole('group', { name, exact: true });
const gets = (name: string) => field(name).getByRole('combobox', { name: 'Value from' });
const everyone = page.getByLabelText('Everyone');

let api: Api;

beforeEach(() => {
  api = apiOfNewSync();
  api.empty('listAudiences');
  api.on('listTraits', pageOf(trait('firstName'), trait('lifecycleStage')));
  api.on('countNewSync', NEVER);
});

function trait(name: string) {
  return { trait: name, type: 'text', types: ['text'], classification: 'personal' };
}

const [contactsOfCrm] = connector.objects;

/** The same destination, which can search for people by two further fields. */
const searching = {
  ...connector,
  objects: contactsOfCrm
    ? [
        {
          ...contactsOfCrm,
          fields: [
            fieldOf({ name: 'external_id', label: 'External ID' }),
            fieldOf({ name: 'phone', label: 'Phone' }),
            ...contactsOfCrm.fields,
          ],
          matchFields: ['external_id', 'email'],
          furtherMatchFields: ['email', 'phone'],
        },
      ]
    : [],
};

/** The same destination, which says of its fields what they mean and what they usually get. */
const explaining = {
  ...connector,
  objects: contactsOfCrm
    ? [
        {
          ...contactsOfCrm,
          fields: [
            fieldOf({
              name: 'email',
              label: 'E-mail',
              help: 'Names the contact',
              example: 'ada@example.org',
            }),
            fieldOf({
              name: 'stage',
              label: 'Stage',
              help: 'The internal name of the stage',
              example: 'customer',
              suggested: { kind: 'trait', name: 'lifecycleStage' },
            }),
          ],
          matchFields: ['email'],
        },
      ]
    : [],
};

test('a new sync begins with what the connector suggests, and says what fields mean', async () => {
  api.on('listConnectors', pageOf(explaining));
  await page.viewport(375, 900);
  await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
  await everyone.click();
  await expect.element(gets('Stage')).toHaveValue('lifecycleStage');
  await expect
    .element(field('Stage'))
    .toHaveTextContent('The internal name of the stage. Example: customer');
  await expect.element(page.getByText('Names the contact. Example: ada@example.org')).toBeVisible();
  fits();
  await sound();
});

describe('a new sync to a destination that can search by several fields', () => {
  beforeEach(async () => {
    api.on('listConnectors', pageOf(searching));
    api.on('listTraits', pageOf(trait('firstName'), trait('phone')));
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
    await page.getByRole('combobox', { name: 'Destination field' }).click();
    await page.getByRole('option', { name: 'External ID' }).click();
  });

  const addThenBy = async (name: string) => {
    await page.getByRole('combobox', { name: 'If not found, search by' }).click();
    await page.getByRole('option', { name, exact: true }).click();
  };

  test('searches by them in the chosen order, and sends their values', async () => {
    api.on('createSync', NEVER);
    await addThenBy('Phone');
    await addThenBy('E-mail');
    await expect
      .element(page.getByRole('combobox', { name: 'If not found, search by' }))
      .not.toBeInTheDocument();
    await expect.element(gets('Phone')).toHaveValue('Phone number');
    await sound();
    await page.getByRole('button', { name: 'Stop searching by Phone' }).click();
    await addThenBy('Phone');
    await button('Create and turn on').click();
    await expect
      .poll(() => api.bodies('createSync'))
      .toMatchObject([
        {
          match: { field: 'external_id' },
          furtherMatches: ['email', 'phone'],
        },
      ]);
    const [{ mapping }] = api.bodies('createSync') as [{ mapping: { field: string }[] }];
    expect(mapping.map(({ field: name }) => name)).toEqual(
      expect.arrayContaining(['email', 'phone']),
    );
  });

  test('says beside the row why the API refuses it', async () => {
    api.on(
      'createSync',
      Refusal.of({ '/furtherMatches/0': 'Map the field email: the search is for its value' }),
    );
    await addThenBy('E-mail');
    await button('Create and turn on').click();
    await expect.element(page.getByText('Map the field email')).toBeVisible();
  });
});

describe('a new sync of everyone', () => {
  beforeEach(async () => {
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
  });

  test('begins with the traits that mean what the fields mean, found by e-mail', async () => {
    api.on('createSync', NEVER);
    await expect.element(gets('First name')).toHaveValue('firstName');
    await expect.element(gets('Lifecycle stage')).toHaveValue('lifecycleStage');
    await button('Create and turn on').click();
    await expect
      .poll(() => api.bodies('createSync'))
      .toMatchObject([
        {
          destination: crm.id,
          from: { kind: 'profiles' },
          object: 'contacts',
          match: { field: 'email', from: { kind: 'identifier', type: 'email' } },
          mapping: [
            { field: 'firstname', from: { kind: 'trait', name: 'firstName' } },
            { field: 'lifecyclestage', from: { kind: 'trait', name: 'lifecycleStage' } },
          ],
        },
      ]);
    expect(api.requests('createSync').map(({ query }) => query)).toEqual([{ paused: 'false' }]);
    await sound();
  });

  test('offers no further search where the destination has none', async () => {
    await expect.element(field('First name')).toBeVisible();
    await expect
      .element(page.getByRole('combobox', { name: 'If not found, search by' }))
      .not.toBeInTheDocument();
  });

  test('sets a field only once, by keyboard, in a narrow window', async () => {
    api.on('createSync', NEVER);
    await page.viewport(375, 900);
    const once = field('First name').getByRole('checkbox', { name: 'Set only once' });
    await expect.element(once).not.toBeChecked();
    (once.element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
    await expect.element(once).toBeChecked();
    fits();
    await sound();
    await button('Create and turn on').click();
    await expect
      .poll(() => api.bodies('createSync'))
      .toMatchObject([
        {
          mapping: [{ field: 'firstname', setOnce: true }, { field: 'lifecyclestage' }],
        },
      ]);
    const [{ mapping }] = api.bodies('createSync') as [{ mapping: object[] }];
    expect(mapping[1]).not.toHaveProperty('setOnce');
  });

  test('is not created while no field gets anything, which is said at the fields', async () => {
    for (const name of ['First name', 'Lifecycle stage']) {
      await page.getByRole('button', { name: `Remove ${name}` }).click();
      await expect.element(field(name)).not.toBeInTheDocument();
    }
    await button('Create and turn on').click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Map at least one field.');
    await expect.element(page.getByText('Complete the fields above first.')).toBeVisible();

    await page.getByRole('combobox', { name: 'Add a field' }).click();
    await page.getByRole('option', { name: 'First name' }).click();
    await button('Create and turn on').click();
    await expect.element(page.getByText('Complete the fields above first.')).toBeVisible();
    expect(api.requests('createSync')).toEqual([]);
    await gets('First name').click();
    await page.getByRole('option', { name: 'firstName' }).click();
    await expect
      .element(page.getByText('Complete the fields above first.'))
      .not.toBeInTheDocument();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });

  test('says at each part what the API refuses of it', async () => {
    api.on(
      'createSync',
      Refusal.of({
        '/mapping/1/from': 'There is no such trait',
        '/key': 'Small letters, digits and dashes',
      }),
    );
    await page.viewport(375, 900);
    await button('Create paused').click();
    await expect
      .element(field('Lifecycle stage').getByText('There is no such trait'))
      .toBeVisible();
    await expect.element(page.getByText('Small letters, digits and dashes')).toBeVisible();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    expect(api.requests('createSync').map(({ query }) => query)).toEqual([{ paused: 'true' }]);
    fits();
    await sound();
  });

  test('that takes a second person is offered for approval, and is not created', async () => {
    api.on('createSync', new Refusal(403, 'approval-needed', { detail: 'Somebody must approve' }));
    api.on('requestChange', NEVER);
    await button('Create and turn on').click();
    await expect.element(button('Ask for approval')).toBeVisible();
    await sound();
    await button('Ask for approval').click();
    await expect.element(page.getByLabelText('Reason for the request')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(button('Ask for approval')).toHaveFocus();
  });
});

describe('a field that the destination requires', () => {
  const company = fieldOf({ name: 'company', label: 'Company', required: true });

  beforeEach(async () => {
    const objects = connector.objects.map((each) => ({
      ...each,
      fields: [...each.fields, company],
    }));
    api.on('listConnectors', pageOf({ ...connector, objects }));
    api.on('createSync', NEVER);
    await page.viewport(375, 900);
    await open(api, '/syncs/new?destination=crm', { role: 'marketer' });
    await everyone.click();
  });

  test('is named while it has no value, and a user confirms a sync without it', async () => {
    const note = page.getByText('refuses each record without a value for the field Company');
    await expect.element(note).toBeVisible();
    fits();
    await sound();
    await button('Create paused').click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog).toHaveTextContent('without a value for the field Company');
    expect(api.requests('createSync')).toEqual([]);
    await sound();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    await button('Create paused').click();
    await dialog.getByRole('button', { name: 'Save without it' }).click();
    await expect
      .poll(() => api.requests('createSync').map(({ query }) => query))
      .toEqual([{ paused: 'true' }]);
  });

  test('is added with a click, marked, and saved without a question once it has a value', async () => {
    button('Add Company').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(gets('Company')).toHaveFocus();
    await expect.element(field('Company')).toHaveTextContent('Required by the destination');
    await expect.element(field('First name')).not.toHaveTextContent('Required by');
    await gets('Company').click();
    await page.getByRole('option', { name: 'firstName' }).click();
    await expect.element(page.getByText('refuses each record without')).not.toBeInTheDocument();
    await button('Create and turn on').click();
    await expect.poll(() => api.requests('createSync')).toHaveLength(1);
  });
});

describe('the preview of an audience that becomes a list', () => {
  const contact = {
    method: 'POST',
    target: 'https://api.hubapi.com/crm/v3/objects/contacts/batch/upsert',
    headers: {},
    body: '{"inputs":[{"id":"ada@shop.example"}]}',
    answerHeaders: {},
  };
  const member = {
    ...contact,
    method: 'PUT',
    target: 'https://api.hubapi.com/crm/v3/lists/LIST-ID/memberships/add',
    body: '["CONTACT-ID"]',
  };

  beforeEach(async () => {
    api.on('listConnectors', pageOf(withList));
    api.on('countNewSync', new Refusal(503, 'unavailable'));
    api.on('listAudiences', pageOf(loyal));
    api.on('lookUpProfile', { id: 'prf_1' } as never);
    await open(api, '/syncs/new?destination=crm&audience=loyal', { role: 'marketer' });
    await page.getByRole('searchbox', { name: 'Person' }).fill('ada@shop.example');
  });

  test('shows the record, the list and the request for each', async () => {
    api.on('previewNewSync', {
      records: [{ record: 'ada@shop.example', fields: { firstname: 'Ada' } }],
      requests: [contact, member],
    });
    await button('Preview').click();
    const list = 'joins the list “Loyal” as a member of the audience “Loyal”';
    await expect.element(page.getByText(list)).toBeVisible();
    await expect.element(page.getByText('who leaves the audience leaves the list')).toBeVisible();
    await expect.element(page.getByText('/batch/upsert')).toBeVisible();
    await expect.element(page.getByText('/lists/LIST-ID/memberships/add')).toBeVisible();
    await expect.element(page.getByText('"CONTACT-ID"')).toBeVisible();
    await page.viewport(375, 900);
    fits();
    await sound();
  });

  test('says of a person who is not in the audience that the person leaves the list', async () => {
    api.on('previewNewSync', { records: [], requests: [] });
    await button('Preview').click();
    await expect
      .element(page.getByText('If this sync added the person to the list “Loyal”'))
      .toBeVisible();
  });
});

test('a sync that is there keeps what it is, and is saved at its version', async () => {
  api.on('listSyncs', pageOf(contacts));
  api.on('readSync', contacts);
  api.on('changeSync', new Refusal(412, 'version-mismatch', { detail: 'It has version 6' }));
  await open(api, '/syncs/people-in-crm/edit', { role: 'marketer' });
  await expect.element(everyone).toBeDisabled();
  await gets('First name').click();
  await page.getByRole('option', { name: 'lifecycleStage' }).click();
  await button('Save changes').click();
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('Another user changed this in the meantime');
  await expect.element(gets('First name')).toHaveValue('lifecycleStage');
  expect(api.requests('changeSync').map(({ headers }) => headers['if-match'])).toEqual(['"5"']);
});

test('whoever may not create one reads which role may', async () => {
  await open(api, '/syncs/new', { role: 'viewer' });
  await expect.element(page.getByText('This requires the role Marketer')).toBeVisible();
  await expect.element(button('Create and turn on')).not.toBeInTheDocument();
});
