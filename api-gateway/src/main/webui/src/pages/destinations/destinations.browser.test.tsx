import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Manifest } from '@/api/generated/model';
import { queryClient } from '@/api/queryClient';
import { Api, NEVER, Refusal } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const token = page.getByRole('textbox', { name: 'Access token' });
const purposes = page.getByRole('combobox', { name: 'Purposes' });
const dialog = page.getByRole('dialog');
const button = (name: string) => page.getByRole('button', { name, exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listConnectors', pageOf(connector));
  api.empty('listDestinations');
});

test('a setting of a new destination has an example', async () => {
  const [token] = connector.settings as [Manifest['settings'][number]];
  const account = {
    ...token,
    name: 'account',
    label: 'Account',
    help: 'Of the portal',
    secret: false,
  };
  api.on(
    'listConnectors',
    pageOf({ ...connector, settings: [{ ...account, example: '1234567' }] }),
  );
  await page.viewport(375, 900);
  await open(api, '/destinations/new?connector=hubspot', { role: 'engineer' });
  await expect.element(page.getByText('Of the portal. Example: 1234567')).toBeVisible();
  fits();
  await sound();
});

describe('a new destination', () => {
  beforeEach(async () => {
    await open(api, '/destinations/new?connector=hubspot', { role: 'engineer' });
  });

  test('is not created while something is missing, and says what', async () => {
    await button('Create destination').click();
    await expect.element(page.getByText('Access token is required.')).toBeVisible();
    await expect.element(page.getByText('Enter at least one purpose')).toBeVisible();
    await expect.element(token).toHaveFocus();
    expect(api.requests('createDestination')).toEqual([]);
    await sound();
  });

  test('is sent as it is typed, with a limit and an address only where they are given', async () => {
    api.on('createDestination', NEVER);
    await token.fill('pat-1');
    await purposes.fill('marketing');
    await userEvent.keyboard('{Enter}');
    await button('Create destination').click();
    await expect
      .poll(() => api.bodies('createDestination'))
      .toEqual([
        {
          key: 'hubspot',
          name: 'HubSpot',
          connector: 'hubspot',
          settings: { accessToken: 'pat-1' },
          purposes: ['marketing'],
          baseUrl: null,
          rateLimit: null,
        },
      ]);
  });

  test('says at its fields what the API refuses, those that are folded away too', async () => {
    api.on(
      'createDestination',
      Refusal.of({ '/settings/accessToken': 'No such token', '/baseUrl': 'Not an address' }),
    );
    await page.viewport(375, 900);
    await token.fill('pat-1');
    await purposes.fill('marketing');
    await userEvent.keyboard('{Enter}');
    await button('Create destination').click();
    await expect.element(page.getByText('No such token')).toBeVisible();
    await expect.element(page.getByText('Not an address')).toBeVisible();
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await token.fill('pat-2');
    await expect.element(page.getByText('No such token')).not.toBeInTheDocument();
    fits();
    await sound();
  });
});

describe('the purposes of a new destination', () => {
  const answered = {
    asOf: '2026-03-02T09:00:00Z',
    sampled: false,
    fewHidden: false,
    data: [
      { purpose: 'marketing', granted: true },
      { purpose: 'profiling', granted: false },
    ],
  };

  beforeEach(() => {
    api.on('listPurposes', answered);
  });

  test('are suggested from those that people have answered', async () => {
    await open(api, '/destinations/new?connector=hubspot', { role: 'engineer' });
    await purposes.click();
    await page.getByRole('option', { name: 'marketing' }).click();
    await purposes.fill('x');
    await expect.element(page.getByText('Nobody has consented')).not.toBeInTheDocument();
  });

  test('warn of a misspelt one, which a click corrects', async () => {
    await open(api, '/destinations/new?connector=hubspot', { role: 'engineer' });
    await page.viewport(375, 900);
    await purposes.fill('marketting');
    await userEvent.keyboard('{Enter}');
    const warning = page.getByText('Nobody has consented to “marketting” yet.');
    await expect.element(warning).toBeVisible();
    fits();
    await sound();
    await button('Use marketing').click();
    await expect.element(warning).not.toBeInTheDocument();
  });

  test('warn of one that few people can have answered, without certainty', async () => {
    api.on('listPurposes', { ...answered, fewHidden: true });
    await open(api, '/destinations/new?connector=hubspot', { role: 'engineer' });
    await purposes.fill('research');
    await userEvent.keyboard('{Enter}');
    await expect
      .element(page.getByText('No or few people have consented to “research”.'))
      .toBeVisible();
  });
});

describe('a destination that is there', () => {
  beforeEach(() => {
    api.on('listDestinations', pageOf(crm));
    api.on('readDestination', crm);
  });

  test('keeps its secret unless its address is changed', async () => {
    api.on('changeDestination', new Refusal(412, 'version-mismatch', { detail: 'Version 3' }));
    await open(api, '/destinations/crm/edit', { role: 'engineer' });
    await expect.element(token).toHaveValue('');
    await page.getByText('Address and limit').click();
    await page.getByLabelText('Custom address').fill('https://eu.hubspot.example');
    await button('Save changes').click();
    await expect.element(page.getByText('Access token is required.')).toBeVisible();
    await expect.element(page.getByText('enter it again')).toBeVisible();
    expect(api.requests('changeDestination')).toEqual([]);

    await token.fill('pat-3');
    await button('Save changes').click();
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Another user changed this in the meantime');
    expect(api.requests('changeDestination').map(({ headers }) => headers['if-match'])).toEqual([
      '"2"',
    ]);
  });

  describe('on its page', () => {
    const remove = dialog.getByRole('button', { name: 'Delete' });

    beforeEach(() => {
      api.empty('listSyncs', 'listDeliveries', 'listDeliveryCauses');
      api.on('readDestinationFlow', {
        lastAttempt: null,
        oldestWaiting: null,
        sentLastMinute: 0,
        waiting: 0,
      });
    });

    const once = page.getByRole('button', { name: 'A different account' });

    test('asks before it forgets the records, with the account, a number and a typed name', async () => {
      const account = {
        id: '1',
        name: 'Shop',
        verifiedAt: null,
        other: { id: '2', name: 'Test shop' },
        decision: null,
      };
      api.on('readDestination', { ...crm, state: 'another-account', account });
      api.on('listSyncs', pageOf({ ...contacts, counts: { delivered: 1_200, withheld: 3 } }));
      api.on('decideAccount', new Refusal(409, 'conflict', { detail: 'Nothing has changed' }));
      await page.viewport(375, 900);
      await open(api, '/destinations/crm', { role: 'admin' });
      await once.click();
      await expect.element(dialog).toHaveTextContent('Send all records to the account Test shop');
      await expect
        .element(dialog)
        .toHaveTextContent(
          'Up to 1,200 records are sent to the account Test shop (2) as new records',
        );
      await expect.element(dialog).toHaveTextContent('the former account Shop (1)');
      const confirm = dialog.getByRole('button', { name: 'Send all again' });
      await expect.element(confirm).toBeDisabled();
      fits();
      await sound();
      await dialog.getByRole('textbox').fill('CRM');
      await confirm.click();
      await expect.element(dialog.getByRole('alert')).toHaveTextContent('Nothing has changed');
      expect(api.bodies('decideAccount')).toEqual([{ account: '2', ids: 'forgotten' }]);
    });

    test('tells two accounts with the same id apart', async () => {
      const account = {
        id: '1',
        name: 'Shop',
        verifiedAt: null,
        other: { id: '1', name: 'Shop' },
        decision: null,
      };
      api.on('readDestination', { ...crm, state: 'paused', account });
      api.on('listSyncs', pageOf({ ...contacts, counts: { delivered: 2 } }));
      await open(api, '/destinations/crm', { role: 'admin' });
      const told = page.getByText('belong to the account Shop (1) at the present address.');
      await expect.element(told).toBeVisible();
      await once.click();
      await expect.element(dialog).toHaveTextContent('account Shop (1) at the present address as');
      await expect
        .element(dialog)
        .toHaveTextContent('lists in the account Shop (1) at the former address are forgotten');
    });

    const changed = {
      id: '1',
      name: 'Shop',
      verifiedAt: null,
      other: { id: '2', name: 'Test shop' },
      decision: null,
    };

    test.each([
      ['other credentials', { ...crm, state: 'another-account', version: crm.version + 1 }, '3'],
      ['a decision', { ...crm, state: 'active', version: crm.version }, null],
    ])('is not confirmed after %s of another user, and says so', async (_, next, id) => {
      api.on('readDestination', { ...crm, state: 'another-account', account: changed });
      await open(api, '/destinations/crm', { role: 'admin' });
      await once.click();
      await dialog.getByRole('textbox').fill('CRM');
      const other = id === null ? null : { id, name: 'Third shop' };
      api.on('readDestination', { ...next, account: { ...changed, other } });
      await queryClient.invalidateQueries();
      await expect.element(dialog.getByRole('alert')).toHaveTextContent('Another user has changed');
      await expect
        .element(dialog.getByRole('button', { name: 'Send all again' }))
        .not.toBeInTheDocument();
      expect(api.requests('decideAccount')).toEqual([]);
      await sound();
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await expect.element(dialog).not.toBeInTheDocument();
    });

    test('shows the test with the confirmed account, and does not ask again by itself', async () => {
      api.on('readDestination', { ...crm, state: 'another-account', account: changed });
      api.on('decideAccount', { ok: false, outcome: 'unauthorised', exchanges: [] });
      await open(api, '/destinations/crm', { role: 'admin' });
      await page.getByRole('button', { name: 'Same records' }).click();
      await dialog.getByRole('button', { name: 'Confirm the account' }).click();
      await expect.element(dialog).toHaveTextContent('The destination refuses the credentials');
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await expect.element(dialog).not.toBeInTheDocument();
      const account = { ...changed, other: { id: '3', name: 'Third shop' } };
      api.on('readDestination', { ...crm, state: 'another-account', account });
      await queryClient.invalidateQueries();
      await expect.element(page.getByText('Third shop (3)')).toBeVisible();
      await expect.element(dialog).not.toBeInTheDocument();
    });

    test('says to a user who may not confirm the account who may', async () => {
      api.on('readDestination', { ...crm, state: 'another-account', account: changed });
      await open(api, '/destinations/crm', { role: 'marketer' });
      await expect
        .element(page.getByText('A user with the role Engineer has to confirm the account.'))
        .toBeVisible();
      await expect.element(once).not.toBeInTheDocument();
    });

    test('can be paused while it waits for its account, and decided without an answer', async () => {
      api.on('readDestination', { ...crm, state: 'waits-for-account', account: changed });
      api.on('decideAccount', NEVER);
      await page.viewport(375, 900);
      await open(api, '/destinations/crm', { role: 'engineer' });
      await expect.element(page.getByText('Waits for the account').first()).toBeVisible();
      await expect.element(page.getByText('The vendor does not answer to which')).toBeVisible();
      await expect.element(button('Pause')).toBeVisible();
      await expect.element(once).not.toBeInTheDocument();
      await page.getByText('Decide without an answer of the destination').click();
      fits();
      await sound();
      await page.getByRole('button', { name: 'Same records' }).click();
      await dialog.getByRole('button', { name: 'Confirm the account' }).click();
      await expect
        .poll(() => api.bodies('decideAccount'))
        .toEqual([{ account: null, ids: 'kept' }]);
    });

    test('says whose account is not named, in the words of destinations', async () => {
      api.on('readDestination', { ...crm, state: 'account-unknown' });
      api.on('decideAccount', NEVER);
      await open(api, '/destinations/crm', { role: 'admin' });
      await expect
        .element(page.getByText('The destination does not name the account of the present'))
        .toBeVisible();
      await page.getByRole('button', { name: 'Same records' }).click();
      await expect
        .element(dialog.getByText('The present credentials belong to the account of the records.'))
        .toBeVisible();
      await dialog.getByRole('button', { name: 'Confirm the account' }).click();
      await expect
        .poll(() => api.bodies('decideAccount'))
        .toEqual([{ account: null, ids: 'kept' }]);
    });

    test('has no decision about refused credentials', async () => {
      api.on('readDestination', { ...crm, state: 'unauthorised', account: changed });
      await open(api, '/destinations/crm', { role: 'admin' });
      await expect
        .element(page.getByText('The destination refuses the credentials.'))
        .toBeVisible();
      await expect.element(page.getByText('Test shop (2)')).not.toBeInTheDocument();
      await expect.element(once).not.toBeInTheDocument();
    });

    const connection = {
      connectedBy: 'Mila',
      connectedAt: '2026-03-01T09:00:00Z',
      revokedAt: '2026-03-02T09:00:00Z',
    };

    test.each([
      ['engineer', 'Connect again, with a user of the destination who may give access.'],
      ['marketer', 'A user with the role Engineer has to connect the destination again.'],
    ] as const)(
      'says to a %s when the access was withdrawn, and who connects it',
      async (role, who) => {
        api.on('readDestination', { ...crm, state: 'grant-revoked', connection });
        await open(api, '/destinations/crm', { role });
        const access = page.getByRole('region', { name: 'Access', exact: true });
        await expect
          .element(access)
          .toHaveTextContent(/has not accepted this access since .*2026.*Mila gave the access\./);
        await expect.element(access).toHaveTextContent(who);
        await sound();
      },
    );

    test('says which version of the API it uses, until when, and warns before the end', async () => {
      const warning = 'HubSpot may end v3 of its API from 2027-09-30 on';
      api.on('readDestination', { ...crm, warnings: [warning] });
      await page.viewport(375, 900);
      await open(api, '/destinations/crm?tab=settings', { role: 'viewer' });
      await expect.element(page.getByText(warning)).toBeVisible();
      await expect
        .element(page.getByText(/^v3, supported until Thursday,? 30 September 2027 at least/))
        .toHaveTextContent('HubSpot names the end of a version a year before.');
      fits();
      await sound();
    });

    async function askToDelete() {
      await open(api, '/destinations/crm?tab=settings', { role: 'engineer' });
      await button('More').click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
    }

    test('is deleted only once its name is typed', async () => {
      await askToDelete();
      await expect.element(remove).toBeDisabled();
      await dialog.getByRole('textbox').fill('crm');
      await expect.element(remove).toBeDisabled();
      await dialog.getByRole('textbox').fill('CRM');
      api.on('deleteDestination', new Refusal(409, 'in-use', { detail: 'People uses it' }));
      await remove.click();
      await expect.element(dialog.getByRole('alert')).toHaveTextContent('People uses it');
      await sound();
    });

    test('is not deleted while a sync writes to it, which is named', async () => {
      api.on('listSyncs', pageOf(contacts));
      await askToDelete();
      await expect
        .element(dialog.getByText('One sync sends data to this destination.'))
        .toBeVisible();
      await expect.element(dialog.getByRole('link', { name: contacts.name })).toBeVisible();
      await expect.element(remove).not.toBeInTheDocument();
    });

    test('is changed by nobody whose role does not allow it', async () => {
      await open(api, '/destinations/crm?tab=settings', { role: 'marketer' });
      await expect.element(page.getByRole('link', { name: 'Add a sync' })).toBeVisible();
      await expect.element(button('More')).not.toBeInTheDocument();
      await expect.element(button('Pause')).not.toBeInTheDocument();
    });
  });
});

test('a sign-in that was cancelled has words, and the answer of the destination is folded', async () => {
  const search = '?error=access_denied&error_description=no';
  const address = window.location.href;
  window.history.replaceState(null, '', search);
  try {
    await open(api, `/destinations/crm/connected${search}`, { role: 'engineer' });
    await expect.element(page.getByText('The sign-in at the destination was')).toBeVisible();
    await expect.element(page.getByText('access_denied')).not.toBeVisible();
    await page.getByText('Answer of the destination').click();
    await expect.element(page.getByText('access_denied')).toBeVisible();
    await expect
      .element(page.getByRole('link', { name: 'Go to the destination' }))
      .toHaveAttribute('href', '/w/northwind/destinations/crm');
    await sound();
  } finally {
    window.history.replaceState(null, '', address);
  }
});
