import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ApiClient, ApiClientCredentials, Invitation } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm } from '@/testing/confirm';
import { late } from '@/testing/late';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const bo = { ...ada, id: 'mbr_2', name: 'Bo Jansen', username: 'bo' };
const dialog = page.getByRole('dialog');
const problem = dialog.getByRole('alert');
const button = (name: string) => page.getByRole('button', { name });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listMembers', pageOf(ada, { ...bo, role: 'viewer' }));
  api.empty('listInvitations', 'listApiClients');
});

describe('an invitation', () => {
  const email = dialog.getByLabelText('E-mail address');
  const send = dialog.getByRole('button', { name: 'Invite' });

  test('that names nobody is not sent, and the keyboard is where the address is missing', async () => {
    await open(api, '/team');
    await button('Invite').click();
    await expect.element(email).toHaveFocus();
    await dialog.getByLabelText('Viewer').click();
    await send.click();
    await expect.element(dialog.getByText('Enter an e-mail address.')).toBeVisible();
    await expect.element(email).toHaveFocus();
    expect(api.requests('inviteMember')).toEqual([]);
    await sound();
  });

  test('without a role is not sent', async () => {
    await open(api, '/team');
    await button('Invite').click();
    await email.fill('mila@northwind.example');
    await send.click();
    await expect.element(dialog.getByText('Choose a role.')).toBeVisible();
    expect(api.requests('inviteMember')).toEqual([]);
  });

  test('that the API refuses says why at its field, and keeps what was typed', async () => {
    api.on('inviteMember', Refusal.of({ '/email': 'This is no address' }));
    await open(api, '/team');
    await button('Invite').click();
    await email.fill(' mila@northwind ');
    await dialog.getByLabelText('Engineer').click();
    await dialog.getByLabelText('May see personal data').click();
    await send.click();
    await expect.element(dialog.getByText('This is no address')).toBeVisible();
    await expect.element(email).toHaveAttribute('aria-invalid', 'true');
    await expect.element(problem).not.toBeInTheDocument();
    await expect.element(dialog.getByLabelText('Engineer')).toBeChecked();
    expect(api.bodies('inviteMember')).toEqual([
      { email: 'mila@northwind', role: 'engineer', personalData: true },
    ]);
    await email.fill('mila@northwind.example');
    await expect.element(dialog.getByText('This is no address')).not.toBeInTheDocument();
  });

  test('that has no place for a refusal shows it whole, and fits a narrow window', async () => {
    api.on('inviteMember', new Refusal(409, 'quota-reached', { detail: 'At most 50 invitations' }));
    await page.viewport(375, 900);
    await open(api, '/team');
    await button('Invite').click();
    await email.fill('mila@northwind.example');
    await dialog.getByLabelText('Viewer').click();
    await send.click();
    await expect.element(problem).toHaveTextContent('At most 50 invitations');
    fits();
    await sound();
  });
});

test('whoever may not invite is told whom to ask, and is offered no change', async () => {
  await open(api, '/team', { role: 'engineer' });
  await expect.element(page.getByText('An admin can invite people')).toBeVisible();
  await expect.element(page.getByText('Ada Visser (you)')).toBeVisible();
  for (const name of ['Invite', 'Change the rights', 'Remove']) {
    await expect.element(button(name)).not.toBeInTheDocument();
  }
});

test('rights that are chosen and not saved are lost only after a question', async () => {
  const confirm = answerConfirm(true);
  await open(api, '/team');
  await button('Change the rights of Bo Jansen').click();
  await dialog.getByLabelText('Engineer').click();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(confirm.times).toBe(1);
  await button('Change the rights of Bo Jansen').click();
  await expect.element(dialog.getByLabelText('Viewer')).toBeChecked();
  expect(api.requests('putMember')).toEqual([]);
});

test.each([
  ['Invite', 'E-mail address'],
  ['Create API client', 'Name'],
])('what is typed under “%s” is lost only after a question', async (opens, field) => {
  const confirm = answerConfirm(true);
  await open(api, opens === 'Invite' ? '/team' : '/team?tab=clients');
  await button(opens).first().click();
  await dialog.getByLabelText(field).fill('ines@shop.example');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  expect(confirm.times).toBe(1);
});

describe('the only admin', () => {
  test('is not offered for removal, unlike others', async () => {
    await open(api, '/team');
    await expect.element(button('Remove Bo Jansen')).toBeVisible();
    await expect.element(button('Remove Ada Visser')).not.toBeInTheDocument();
  });

  test('is told so before and after somebody tries to change the role', async () => {
    api.on('putMember', new Refusal(409, 'last-admin', { detail: 'ada is the only admin' }));
    await open(api, '/team');
    await button('Change the rights of Ada Visser').click();
    await expect.element(dialog.getByText('This is the only admin')).toBeVisible();
    await dialog.getByLabelText('Viewer').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.element(problem).toHaveTextContent('ada is the only admin');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('putMember')).toEqual([{ role: 'viewer', personalData: true }]);
  });

  test('is not said of one of two', async () => {
    api.on('listMembers', pageOf(ada, bo));
    await open(api, '/team');
    await button('Change the rights of Ada Visser').click();
    await expect.element(dialog.getByText('The change applies within 5 minutes')).toBeVisible();
  });
});

describe('an API client', () => {
  const nightlyReport: ApiClient = {
    clientId: 'client-1',
    name: 'nightly-report',
    role: 'viewer',
    personalData: false,
    expiresAt: null,
    lastUsedAt: null,
  };
  const fresh: ApiClientCredentials = {
    name: 'nightly-report',
    clientId: 'client-1',
    secret: 'a-secret-that-is-shown-once',
    tokenUrl: 'https://keycloak.example/token',
    role: 'viewer',
    personalData: false,
    expiresAt: null,
  };
  const name = dialog.getByLabelText('Name', { exact: true });
  const create = dialog.getByRole('button', { name: 'Create API client' });

  test('needs a name that the API takes, and shows its secret once', async () => {
    api.on('createApiClient', ({ body }) =>
      (body as { name: string }).name === fresh.name
        ? fresh
        : Refusal.of({ '/name': '2 to 64 small letters, digits and hyphens' }),
    );
    await open(api, '/team?tab=clients');
    await button('Create API client').click();
    await create.click();
    await expect.element(dialog.getByText('Enter a name.')).toBeVisible();
    await expect.element(name).toHaveFocus();
    await name.fill('Nightly Report');
    await dialog.getByLabelText('Viewer').click();
    await create.click();
    await expect.element(dialog.getByText('2 to 64 small letters')).toBeVisible();
    await name.fill('nightly-report');
    await create.click();
    await expect.element(dialog.getByText(fresh.secret).first()).toBeVisible();
    await sound();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect.element(page.getByText(fresh.secret)).not.toBeInTheDocument();
    expect(api.bodies('createApiClient')).toMatchObject([
      { name: 'Nightly Report' },
      { name: 'nightly-report', role: 'viewer', personalData: false },
    ]);
  });

  test('is rotated with the time that its old credentials stay valid', async () => {
    api.on('listApiClients', pageOf(nightlyReport));
    api.on('rotateApiClient', { ...fresh, clientId: 'client-2' });
    await page.viewport(375, 900);
    await open(api, '/team?tab=clients');
    await button('Rotate nightly-report').click();
    await dialog.getByLabelText('Old credentials valid for').selectOptions('1 day');
    await dialog.getByLabelText('Expiry of the new credentials').selectOptions('In 90 days');
    fits();
    await sound();
    const before = Date.now();
    await dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
    await expect.element(dialog.getByText(fresh.secret).first()).toBeVisible();
    const [asked] = api.bodies('rotateApiClient') as { oldUntil: string; expiresAt: string }[];
    const days = (at: string | undefined) =>
      Math.round((Date.parse(at ?? '') - before) / (24 * 60 * 60 * 1000));
    expect([days(asked?.oldUntil), days(asked?.expiresAt)]).toEqual([1, 90]);
  });

  test('keeps its new secret if something is changed while it is rotated', async () => {
    const rotated = late<ApiClientCredentials>();
    api.on('listApiClients', pageOf(nightlyReport));
    api.on('rotateApiClient', rotated.answer);
    await open(api, '/team?tab=clients');
    await button('Rotate nightly-report').click();
    const rotate = dialog.getByRole('button', { name: 'Rotate', exact: true });
    await rotate.click();
    await expect.poll(() => api.requests('rotateApiClient').length).toBe(1);
    await dialog.getByLabelText('Old credentials valid for').selectOptions('1 day');
    await expect.element(rotate).toBeDisabled();
    rotated.give({ ...fresh, clientId: 'client-2' });
    await expect.element(dialog.getByText(fresh.secret).first()).toBeVisible();
    expect(api.requests('rotateApiClient').length).toBe(1);
  });

  test('is nothing that an engineer sees', async () => {
    await open(api, '/team?tab=clients', { role: 'engineer' });
    await expect.element(page.getByText('This requires the role Admin')).toBeVisible();
    await expect.element(button('Create API client')).not.toBeInTheDocument();
    expect(api.requests('listApiClients')).toEqual([]);
  });
});

describe('a write key, where all of them stand,', () => {
  const shop = {
    ...web,
    writeKeys: [{ id: 'key_1', hint: 'wk_…4f2a', createdAt: '2026-03-01T09:00:00Z' }],
  };
  const row = page.getByRole('row', { name: 'Web shop' });

  test('is revoked once that is confirmed', async () => {
    api.on('listSources', pageOf(shop));
    api.on('revokeWriteKey', () => {
      const revoked = shop.writeKeys.map((key) => ({ ...key, revokedAt: '2026-03-02T09:00:00Z' }));
      api.on('listSources', pageOf({ ...shop, writeKeys: revoked }));
    });
    await open(api, '/team?tab=keys');
    await expect.element(row).toHaveTextContent('On');
    await button('Revoke the key').click();
    await expect.element(dialog.getByText('This can’t be undone')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(api.requests('revokeWriteKey')).toEqual([]);
    await button('Revoke the key').click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await expect.element(row).toHaveTextContent('Revoked');
    await expect.element(button('Revoke the key')).not.toBeInTheDocument();
    expect(api.requests('revokeWriteKey').map(({ place }) => place)).toEqual([
      { workspace: 'northwind', source: 'src_1', key: 'key_1' },
    ]);
  });

  test('is revoked by engineers only', async () => {
    api.on('listSources', pageOf(shop));
    await open(api, '/team?tab=keys', { role: 'marketer' });
    await expect.element(row).toBeVisible();
    await expect.element(button('Revoke the key')).not.toBeInTheDocument();
  });
});

test('a pending invitation shows whether the person will see personal data', async () => {
  const invitation: Invitation = {
    id: 'inv_1',
    email: 'ben@example.test',
    role: 'marketer',
    personalData: true,
    expiresAt: '2026-03-09T09:00:00Z',
    expired: false,
    createdAt: '2026-03-02T09:00:00Z',
    emailed: true,
    invitedBy: 'ada',
  };
  api.on('listInvitations', pageOf(invitation));
  await open(api, '/team', { role: 'admin' });
  const pending = page.getByRole('table', { name: 'Pending invitations' });
  await expect.element(pending.getByRole('columnheader', { name: 'Personal data' })).toBeVisible();
  await expect
    .element(pending.getByRole('row', { name: 'ben@example.test' }))
    .toHaveTextContent('Marketer');
});
