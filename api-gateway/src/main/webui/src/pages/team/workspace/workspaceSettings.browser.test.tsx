import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { WorkspaceView } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { answerConfirm, restoreConfirm } from '@/testing/confirm';
import { crm } from '@/testing/hubspot';
import { me, pageOf, workspace } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const settings = page.getByRole('region', { name: 'Settings' });
const name = settings.getByLabelText('Name');
const combobox = (label: string) => settings.getByRole('combobox', { name: label });
const save = settings.getByRole('button', { name: 'Save changes' });

let api: Api;
let now: WorkspaceView;

afterEach(restoreConfirm);

beforeEach(() => {
  now = { ...workspace, unknownConsentAllows: ['analytics'] };
  api = new Api();
  api.on('readWorkspace', () => now);
  api.on('listDestinations', pageOf(crm));
  api.on('changeWorkspace', ({ body }) => {
    now = { ...now, ...(body as Partial<WorkspaceView>), version: now.version + 1 };
    return now;
  });
});

async function choose(label: string, typed: string, option: string) {
  await combobox(label).fill(typed);
  await page.getByRole('option', { name: option, exact: true }).click();
}

describe('the settings of a workspace', () => {
  test('are changed by an admin; only what is different is sent, for the version that was shown', async () => {
    await page.viewport(375, 900);
    await open(api, '/team?tab=workspace');
    await name.fill('Northwind Traders');
    await choose('Time zone', 'Brus', 'Europe/Brussels');
    await choose('Default country', 'Belg', 'Belgium (BE)');
    fits();
    await sound();
    await save.click();
    await expect.element(settings.getByText('Saved.')).toBeVisible();
    expect(api.bodies('changeWorkspace')).toEqual([
      { name: 'Northwind Traders', timezone: 'Europe/Brussels', defaultRegion: 'BE' },
    ]);
    expect(api.requests('changeWorkspace')[0]?.headers['if-match']).toBe('"1"');
  });

  test('warn before data of people without an answer is sent', async () => {
    await open(api, '/team?tab=workspace');
    await combobox('Purposes allowed without an answer').click();
    await page.getByRole('option', { name: 'marketing' }).click();
    await expect
      .element(settings.getByRole('note'))
      .toHaveTextContent('people who never answered count as granted for marketing');
    await sound();
    await save.click();
    await expect
      .poll(() => api.bodies('changeWorkspace'))
      .toEqual([{ unknownConsentAllows: ['analytics', 'marketing'] }]);
  });

  test('need a name, and say at their fields what the API refuses', async () => {
    api.on('changeWorkspace', Refusal.of({ '/name': 'A name that misleads' }));
    await open(api, '/team?tab=workspace');
    await name.fill(' ');
    await save.click();
    await expect.element(settings.getByText('Enter a name.')).toBeVisible();
    await expect.element(name).toHaveFocus();
    expect(api.requests('changeWorkspace')).toEqual([]);
    await name.fill('Northwind 2');
    await save.click();
    await expect.element(settings.getByText('A name that misleads')).toBeVisible();
    await expect.element(settings.getByRole('alert')).not.toBeInTheDocument();
  });

  test('that another admin changed meanwhile are not overwritten', async () => {
    api.on('changeWorkspace', () => {
      now = { ...now, timezone: 'UTC', version: 2 };
      return new Refusal(412, 'version-mismatch');
    });
    await open(api, '/team?tab=workspace');
    await name.fill('Northwind 2');
    await save.click();
    await expect
      .element(settings.getByRole('alert'))
      .toHaveTextContent('Another user changed this in the meantime');
    await settings.getByRole('button', { name: 'Discard changes' }).click();
    await expect.element(name).toHaveValue('Northwind');
    await expect.element(combobox('Time zone')).toHaveValue('UTC');
  });

  test('are read only for other roles, and the page names the role', async () => {
    await open(api, '/team?tab=workspace', { role: 'engineer' });
    await expect
      .element(page.getByText('Changing the settings requires the role Admin.'))
      .toBeVisible();
    await expect.element(page.getByText('Europe/Amsterdam')).toBeVisible();
    await expect.element(settings).not.toBeInTheDocument();
  });
});

describe('a new workspace', () => {
  const dialog = page.getByRole('dialog');
  const switcher = page.getByRole('button', { name: 'Workspace Northwind' });
  const create = dialog.getByRole('button', { name: 'Create workspace' });

  async function ask() {
    await switcher.click();
    await page.getByRole('menuitem', { name: 'Create workspace' }).click();
    await expect.element(dialog.getByLabelText('Name')).toHaveFocus();
  }

  test('is created by an admin of the installation, who sees the secret once', async () => {
    api.on('readMe', { ...me({}), installationAdmin: true });
    api.on('createWorkspace', {
      ...workspace,
      id: 'wsp_2',
      key: 'shop-two',
      name: 'Shop two',
      apiClient: {
        clientId: 'shop-two.admin',
        name: 'admin',
        role: 'admin',
        personalData: false,
        expiresAt: null,
        secret: 'the-secret',
        tokenUrl: 'https://cdp.example/token',
      },
    });
    await open(api, '/team?tab=workspace');
    await ask();
    await create.click();
    await expect.element(dialog.getByText('Enter a name.')).toBeVisible();
    await dialog.getByLabelText('Name').fill('Shop two');
    await expect.element(dialog.getByLabelText('Key')).toHaveValue('shop-two');
    await dialog.getByLabelText('Test').click();
    fits();
    await sound();
    await create.click();
    await expect.element(dialog.getByText('the-secret')).toBeVisible();
    await expect.element(dialog.getByText('Shop two is ready.')).toHaveFocus();
    await sound();
    expect(api.bodies('createWorkspace')).toEqual([
      expect.objectContaining({
        key: 'shop-two',
        name: 'Shop two',
        kind: 'test',
        unknownConsentAllows: [],
      }),
    ]);
    await expect
      .element(dialog.getByRole('link', { name: 'Open Shop two' }))
      .toHaveAttribute('href', '/w/shop-two');
  });

  test('says at its field that the key is taken; Escape asks, and gives the focus back', async () => {
    const asked = answerConfirm(true);
    api.on('readMe', { ...me({}), installationAdmin: true });
    api.on('createWorkspace', new Refusal(409, 'key-taken', { detail: 'The key is taken' }));
    await open(api, '/team?tab=workspace');
    await ask();
    await dialog.getByLabelText('Name').fill('Northwind');
    await create.click();
    await expect.element(dialog.getByText('The key is taken')).toBeVisible();
    await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(asked.times).toBe(1);
    await expect.element(switcher).toHaveFocus();
  });

  test('fits a narrow window, where the switch is in the drawer', async () => {
    await page.viewport(375, 900);
    api.on('readMe', { ...me({}), installationAdmin: true });
    await open(api, '/team?tab=workspace');
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await ask();
    fits();
    await sound();
  });

  test('is offered to nobody else', async () => {
    await open(api, '/team?tab=workspace');
    await switcher.click();
    await expect.element(page.getByRole('menuitem', { name: 'Workspace settings' })).toBeVisible();
    await expect
      .element(page.getByRole('menuitem', { name: 'Create workspace' }))
      .not.toBeInTheDocument();
  });
});
