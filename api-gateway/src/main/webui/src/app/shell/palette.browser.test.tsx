import { beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Api, NEVER } from '@/testing/api';
import { ada, pageOf } from '@/testing/northwind';
import { content, open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const dialog = page.getByRole('dialog');
const search = dialog.getByPlaceholder('A page, an audience');

/** The rest of a list of the catalogue. */
const COUNTED = { people: 3, estimated: false, more: false, asOf: '2026-03-02T09:00:00Z' };

let api: Api;

beforeEach(() => {
  api = new Api();
  api.empty('listSources', 'listAudiences', 'listDestinations', 'listSyncs', 'listModels');
  api.empty('listWarehouses', 'listConnectors');
  // A pause in typing starts a search for people.
  api.on('listPeople', NEVER);
  api.on('listCatalogueTraits', {
    data: ['favourite_colour', 'churnScore'].map((name) => ({
      name,
      people: 3,
      approximate: false,
      types: ['text' as const],
      declared: null,
      unreadable: 0,
      lastSeen: '2026-03-02T09:00:00Z',
      synonyms: [],
      shippedSynonyms: [],
    })),
    ...COUNTED,
  });
  api.on('listCatalogueEvents', {
    data: [
      {
        call: 'track',
        event: 'Order Completed',
        people: 3,
        events: 5,
        lastSeen: '2026-03-02T09:00:00Z',
        synonyms: ['purchase'],
        shippedSynonyms: [],
      },
    ],
    ...COUNTED,
  });
});

/** The field and the dialog in the order in which they appear. */
function appearing(): () => string[] {
  const appeared = new Set<string>();
  const observer = new MutationObserver(() => {
    for (const each of ['search', '[role="dialog"]']) {
      if (document.querySelector(each) !== null) {
        appeared.add(each);
      }
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    return [...appeared];
  };
}

// The first test: the code of the palette is not loaded yet.
test('what is typed before its code is loaded is kept', async () => {
  await open(api, '/sources', { role: 'engineer' });
  const appeared = appearing();
  await userEvent.keyboard('{Control>}k{/Control}dest');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Find anything');
  await expect.element(search).toHaveFocus();
  await expect.element(search).toHaveValue('dest');
  await expect.element(page.getByRole('search')).not.toBeInTheDocument();
  expect(appeared()).toEqual(['search', '[role="dialog"]']);
});

test('the keyboard alone leads to a page, and back', async () => {
  const { address, back } = await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('Destinations');
  await expect.element(dialog.getByRole('button', { name: 'Syncs' })).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toBe('/destinations');
  await content();
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Destinations');
  await expect.element(dialog).not.toBeInTheDocument();
  back();
  await expect.poll(address).toBe('/sources');
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Sources');
});

test('whoever may not create something is not offered it', async () => {
  await open(api, '/sources', { role: 'viewer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('source');
  await expect.element(dialog.getByRole('button', { name: 'Sources' })).toBeVisible();
  await expect
    .element(dialog.getByRole('button', { name: 'Create source' }))
    .not.toBeInTheDocument();
});

test('an admin invites a member from any page, and the address does not keep it', async () => {
  api.on('listMembers', pageOf(ada));
  api.empty('listInvitations');
  const { address } = await open(api, '/sources', { role: 'admin' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('add user');
  await dialog.getByRole('button', { name: 'Invite a person' }).click();
  const invitation = page.getByRole('dialog', { name: 'Invite a person' });
  await expect.element(invitation.getByLabelText('E-mail address')).toHaveFocus();
  await expect.poll(address).toBe('/team');
  await userEvent.keyboard('{Escape}');
  await expect.element(invitation).not.toBeInTheDocument();
});

test('an admin finds the administration log by what it is for', async () => {
  api.empty('listAudit');
  api.on('listMembers', pageOf(ada));
  const { address } = await open(api, '/sources', { role: 'admin' });
  await userEvent.keyboard('{Control>}k{/Control}');
  const log = dialog.getByRole('button', { name: 'Administration log' });
  for (const words of ['administration', 'audit log', 'who changed', 'history']) {
    await search.fill(words);
    await expect.element(log).toBeVisible();
  }
  await log.click();
  await expect.poll(address).toBe('/team?tab=administration');
});

test('whoever may not read the administration log is not offered it', async () => {
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await search.fill('team');
  await expect.element(dialog.getByRole('button', { name: 'Team' })).toBeVisible();
  await search.fill('administration');
  await expect
    .element(dialog.getByRole('button', { name: 'Administration log' }))
    .not.toBeInTheDocument();
});

test('what rules cannot do yet is said, also if a trait is found', async () => {
  api.on('listPeople', { data: [], nextCursor: null, similar: false, namesSearched: true });
  await open(api, '/sources', { role: 'viewer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  const note = dialog.getByRole('status');
  for (const [typed, words] of [
    ['birthday', 'Anniversaries are not supported yet'],
    ['sequence', 'Sequences are not supported yet'],
    ['sum', 'Sums and averages of events are not supported yet'],
  ] as const) {
    await search.fill(typed);
    await expect.element(note).toHaveTextContent(words);
    await expect.element(dialog.getByText('Nothing by this name')).toBeVisible();
  }
  await search.fill('purchase after');
  await expect.element(note).toHaveTextContent('Sequences are not supported yet');
  await search.fill('sources');
  await expect.element(note).toHaveTextContent('');
  await sound();
});

test('an admin creates an API client from any page', async () => {
  api.empty('listApiClients');
  const { address } = await open(api, '/sources', { role: 'admin' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('api client');
  await dialog.getByRole('button', { name: 'Create API client' }).click();
  await expect.element(page.getByRole('dialog', { name: 'Create API client' })).toBeVisible();
  await expect.poll(address).toBe('/team?tab=clients');
});

test('an alert rule is added from the page of its object', async () => {
  api.on('readSource', web);
  api.on('listEvents', pageOf());
  api.on('listAlertRules', { data: [], channels: [], notSent: [] });
  await open(api, '/sources/web', { role: 'admin' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('alert rule');
  await dialog.getByRole('button', { name: 'Add alert rule' }).click();
  const alerts = page.getByRole('dialog', { name: 'Alerts of Web shop' });
  await expect.element(alerts.getByRole('combobox').first()).toHaveFocus();
});

test('what changes the workspace is offered by role', async () => {
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await search.fill('create');
  for (const name of ['Create source', 'Add connection', 'Add a destination']) {
    await expect.element(dialog.getByRole('button', { name })).toBeVisible();
  }
  await search.fill('invite');
  await expect
    .element(dialog.getByRole('button', { name: 'Invite a person' }))
    .not.toBeInTheDocument();
  await search.fill('alert rule');
  await expect
    .element(dialog.getByRole('button', { name: 'Add alert rule' }))
    .not.toBeInTheDocument();
});

test('it fits a narrow window, and Escape closes it', async () => {
  await page.viewport(375, 900);
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  fits();
  await sound();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
});

test('people are found by name', async () => {
  api.on('listPeople', {
    data: [
      {
        id: 'prf_ada',
        person: { text: 'Ada Lovelace', source: 'name' },
        facts: [],
        lastSeen: '2026-03-02T09:00:00Z',
        lastEvent: null,
        identifier: null,
      },
    ],
    nextCursor: null,
    similar: false,
    namesSearched: true,
  });
  api.on('readProfile', NEVER);
  const { address } = await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('lovel');
  await dialog.getByRole('button', { name: 'Ada Lovelace' }).click();
  await expect.poll(address).toBe('/profiles/prf_ada');
  // On a slow machine, the pauses between the keys are long enough for a search.
  expect(api.bodies('listPeople').at(-1)).toEqual({ query: 'lovel', limit: 5, similar: false });
});

test('a search for names that took too long is named, with what finds a person', async () => {
  api.on('listPeople', { data: [], nextCursor: null, similar: false, namesSearched: false });
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('zzzqqq');
  await expect.element(dialog.getByText('Names were not searched')).toBeVisible();
  await expect.element(dialog.getByText('Enter an e-mail address', { exact: false })).toBeVisible();
});

test('the notice that names were not searched leads to the people page with the same text', async () => {
  api.on('readIdentitySummary', { profiles: 0, identifiers: 0, merges: 0, waiting: 0 });
  api.on('listPeople', { data: [], nextCursor: null, similar: false, namesSearched: false });
  const { address } = await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('zzzqqq');
  await dialog.getByRole('button', { name: 'Names were not searched' }).click();
  await expect
    .element(page.getByRole('searchbox', { name: 'Search people' }))
    .toHaveValue('zzzqqq');
  expect(address()).toBe('/profiles');
});

test('traits and events are found by name and by synonym', async () => {
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await search.fill('favourite');
  await expect.element(dialog.getByRole('button', { name: 'favourite_colour' })).toBeVisible();
  await search.fill('purchase');
  await expect.element(dialog.getByRole('button', { name: 'Order Completed' })).toBeVisible();
});

test('a trait is found by its name as people say it', async () => {
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await search.fill('churn score');
  await expect.element(dialog.getByRole('button', { name: /churn ?score/i })).toBeVisible();
});

test('it opens while a field has the focus, and the field keeps its text', async () => {
  api.on('readIdentitySummary', { profiles: 0, identifiers: 0, merges: 0, waiting: 0 });
  api.on('listPeople', { data: [], nextCursor: null, similar: false, namesSearched: true });
  const { address } = await open(api, '/profiles', { role: 'engineer' });
  const field = page.getByRole('searchbox', { name: 'Search people' });
  await field.click();
  await userEvent.keyboard('{Control>}k{/Control}favour');
  await expect.element(search).toHaveFocus();
  await expect.element(search).toHaveValue('favour');
  await expect.element(field).toHaveValue('');
  expect(address()).toBe('/profiles');
  await userEvent.keyboard('{Escape}');
  await expect.element(field).toHaveFocus();
});

test('its keys keep the text that is in it', async () => {
  await open(api, '/sources', { role: 'engineer' });
  await userEvent.keyboard('{Control>}k{/Control}sou{Control>}k{/Control}rces');
  await expect.element(search).toHaveValue('sources');
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(search).toHaveFocus();
  await expect.element(search).toHaveValue('sources');
});

test('on a Mac, Command opens it, and Ctrl+K belongs to the text field', async () => {
  const agent = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Macintosh');
  try {
    await open(api, '/sources', { role: 'engineer' });
    let left = false;
    const listen = ({ key, defaultPrevented }: KeyboardEvent) => {
      left ||= key === 'k' && !defaultPrevented;
    };
    window.addEventListener('keydown', listen);
    await userEvent.keyboard('{Control>}k{/Control}');
    window.removeEventListener('keydown', listen);
    expect(left).toBe(true);
    await expect.element(dialog).not.toBeInTheDocument();
    await userEvent.keyboard('{Meta>}k{/Meta}');
    await expect.element(search).toHaveFocus();
  } finally {
    agent.mockRestore();
  }
});
