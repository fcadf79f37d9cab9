import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { IdentityRules } from '@/api/identity';
import { Api, NEVER, Refusal } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { DEFAULTS } from '@/testing/rules';
import { fits, sound } from '@/testing/sound';

const TILL = '+31201234567';
const AT = '2026-03-02T09:00:00Z';
const saved: IdentityRules = { ...DEFAULTS, version: 4 };

const lines = page.getByRole('list', { name: 'Identifier types' }).getByRole('listitem');
const grip = (type: string) => page.getByRole('button', { name: `Move or remove: ${type}` });
const save = page.getByRole('button', { name: 'Save rules' });
const unsaved = page.getByText('Not saved yet.');
const most = page.getByLabelText('Identifiers per person', { exact: true });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readIdentityRules', saved);
  api.on('readIdentityRulesVersion', { ...DEFAULTS, version: 0 });
  api.empty('listRulesTrials', 'listRebuilds', 'listSharedIdentifiers', 'listCappedPeople');
  api.on('readIdentityHealth', { largest: [], merges: [], suspected: 0 });
});

async function without(...buttons: string[]) {
  for (const name of buttons) {
    await expect.element(page.getByRole('button', { name })).not.toBeInTheDocument();
  }
}

describe('the order of types', () => {
  const order = () =>
    api
      .bodies('replaceIdentityRules')
      .map((body) => (body as IdentityRules).types.map(({ type }) => type));

  beforeEach(async () => {
    api.on('replaceIdentityRules', ({ body }) => ({ ...(body as IdentityRules), version: 5 }));
    await open(api, '/identity?tab=rules');
  });

  test('is changed by keys, and the focus goes along', async () => {
    await grip('E-mail address').click();
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await expect.element(lines.first()).toHaveTextContent('E-mail address');
    await expect.element(grip('E-mail address')).toHaveFocus();
    await expect.element(page.getByText('E-mail address is now 1 of 5.')).toBeInTheDocument();
    await expect.element(unsaved).toBeVisible();
    await save.click();
    await expect.element(page.getByText('The rules are saved')).toBeVisible();
    await expect.element(unsaved).not.toBeInTheDocument();
    expect(order()).toEqual([['email', 'user_id', 'phone', '*', 'anonymous_id']]);
  });

  test('is changed by dragging', async () => {
    await userEvent.dragAndDrop(grip('Phone number'), lines.first(), {
      targetPosition: { x: 40, y: 4 },
    });
    await expect.element(lines.first()).toHaveTextContent('Phone number');
    await save.click();
    await expect.element(page.getByText('The rules are saved')).toBeVisible();
    expect(order()).toEqual([['phone', 'user_id', 'email', '*', 'anonymous_id']]);
  });

  test('loses a type by a key, and is as it was when that is discarded', async () => {
    await grip('Phone number').click();
    await userEvent.keyboard('{Escape}{Delete}');
    await expect.poll(() => lines.elements().length).toBe(4);
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => lines.elements().length).toBe(5);
    await expect.element(save).toBeDisabled();
  });
});

describe('what is saved', () => {
  test('is what the API has as default rules, once the defaults are restored', async () => {
    api.on('readIdentityRules', { ...saved, maxMerges: 7, types: saved.types.slice(0, 2) });
    api.on('replaceIdentityRules', NEVER);
    await open(api, '/identity');
    await page.getByRole('button', { name: 'Restore defaults' }).click();
    await save.click();
    await expect.poll(() => api.bodies('replaceIdentityRules')).toEqual([DEFAULTS]);
  });

  test('is said at its field where it is refused', async () => {
    api.on('replaceIdentityRules', Refusal.of({ '/maxIdentifiers': 'At least 2' }));
    await page.viewport(375, 900);
    await open(api, '/identity');
    await expect.element(save).toBeDisabled();
    await most.fill('1');
    await save.click();
    await expect.element(page.getByText('At least 2')).toBeVisible();
    await expect.element(most).toHaveAttribute('aria-invalid', 'true');
    await expect.element(most).toHaveFocus();
    fits();
    await sound();
  });

  test('goes over what somebody else saved meanwhile only by decision', async () => {
    api.on('replaceIdentityRules', () => {
      api.on('readIdentityRules', { ...saved, maxMerges: 7, version: 5 });
      return new Refusal(412, 'version-mismatch', { detail: 'It has version 5' });
    });
    await open(api, '/identity');
    await most.fill('20');
    await save.click();
    await expect
      .element(page.getByRole('alert'))
      .toHaveTextContent('Another user changed this in the meantime');
    await expect.element(most).toHaveValue('20');
    api.on('replaceIdentityRules', ({ body }) => ({ ...(body as IdentityRules), version: 6 }));
    await page.getByRole('button', { name: 'Overwrite the current rules with mine' }).click();
    // Not by the notification, which a slow machine may show and close before the test looks.
    await expect
      .poll(() => api.requests('replaceIdentityRules').map(({ headers }) => headers['if-match']))
      .toEqual(['"4"', '"5"']);
  });
});

describe('a shared identifier', () => {
  const shared = { type: 'phone', people: 11, firstAt: AT, lastAt: AT, blocked: false };
  const row = page.getByRole('row', { name: TILL });

  beforeEach(() => {
    api.on('listSharedIdentifiers', pageOf({ ...shared, value: TILL }));
  });

  test('is blocked on the page of the rules, and not before they are saved', async () => {
    await open(api, '/identity?tab=shared');
    await row.getByRole('button', { name: `Block ${TILL}` }).click();
    await expect.element(page.getByLabelText('Blocked values', { exact: true })).toHaveFocus();
    await expect
      .element(page.getByLabelText('Blocked values', { exact: true }))
      .toHaveValue(expect.stringMatching(/\n\^\\\+31201234567\$$/));
    await expect.element(unsaved).toBeVisible();
    expect(api.requests('replaceIdentityRules')).toEqual([]);
    await sound();
  });

  test('that is blocked is not blocked once more', async () => {
    api.on('listSharedIdentifiers', pageOf({ ...shared, value: TILL, blocked: true }));
    await open(api, '/identity?tab=shared');
    await expect.element(row).toHaveTextContent('Blocked');
    await without('Block');
  });

  test('that may not be seen cannot be blocked', async () => {
    api.on('listSharedIdentifiers', pageOf({ ...shared, value: { masked: true } }));
    await open(api, '/identity?tab=shared', { personalData: false });
    await expect
      .element(page.getByText('Blocking a value requires the right to see it.'))
      .toBeVisible();
    await without('Block');
  });
});

describe('whoever may not change the rules', () => {
  const visitor = { role: 'viewer' } as const;

  test('reads why not, and looks at them', async () => {
    await open(api, '/identity', visitor);
    await expect
      .element(page.getByText('You can look at the rules. Changing them requires the role Admin.'))
      .toBeVisible();
    await expect
      .element(page.getByText('Trying and applying rules requires the role Admin.'))
      .toBeVisible();
    await without('Save rules', 'Try on history', 'Restore defaults', 'Add a type', 'Change: ');
    await page.getByRole('button', { name: 'Details: Phone number' }).click();
    await expect.element(page.getByLabelText('Blocked values', { exact: true })).toBeDisabled();
    await sound();
  });

  test('reads who blocks shared identifiers', async () => {
    const value = TILL;
    api.on(
      'listSharedIdentifiers',
      pageOf({ type: 'phone', value, people: 11, firstAt: AT, lastAt: AT, blocked: false }),
    );
    await open(api, '/identity?tab=shared', visitor);
    await expect.element(page.getByRole('row', { name: TILL })).toBeVisible();
    await expect.element(page.getByText('Blocking a value requires the role Admin.')).toBeVisible();
    await without('Block');
    await sound();
  });
});
