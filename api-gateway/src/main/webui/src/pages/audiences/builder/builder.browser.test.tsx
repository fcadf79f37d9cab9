import { beforeEach, describe, expect, test } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import type { Audience, AudiencePreview } from '@/api/generated/model';
import { limits } from '@/api/generated/ruleGrammar';
import { Api, NEVER, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { answerTraitPage, catalogue, eventOf, traitOf } from '@/testing/dictionary';
import { crm, withList } from '@/testing/hubspot';
import { arrives, goTo } from '@/testing/keyboard';
import { ada, pageOf } from '@/testing/northwind';
import { closeApp, open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { contacts } from '@/testing/syncs';

const AT = '2026-03-02T09:00:00Z';
/** Whoever is left after each of three conditions. */
const LEFT = [3, 2, 1];

const complainers: Audience = {
  ...loyal,
  key: 'recent-complainers',
  name: 'Recent complainers',
  rule: { event: 'Ticket Opened' },
  inWords: 'People who have done Ticket Opened',
  version: 3,
  state: { stage: 'ready', progress: 1, versionInForce: 3 },
};
const churnScore = traitOf('churnScore', { types: ['number'] });
const ordered = eventOf('Order Completed');

const rule = {
  all: [
    { event: 'Order Completed', count: { atLeast: 2 } },
    { trait: 'churnScore', operator: 'greaterThan', value: 0.7 },
    { audience: 'aud_1', in: false },
  ],
};

const conditions = page.getByRole('list', { name: 'All of these' }).getByRole('group');
const condition = (name: string) => page.getByRole('group', { name, exact: true });
const grip = (of: Locator) => of.getByLabelText('move or remove');
const value = condition('churn score').getByLabelText('Value');
const names = () => conditions.elements().map((each) => each.getAttribute('aria-label'));

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('listAudiences', pageOf(complainers));
  api.empty('listDestinations');
  api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [churnScore] });
  api.on('listCatalogueEvents', { ...catalogue, people: 4, data: [ordered] });
  api.on('listCatalogueProperties', { ...catalogue, data: [], events: 7 });
  api.on('listCatalogueEventProperties', { ...catalogue, data: [] });
  api.on('searchCatalogueValues', { ...catalogue, data: [] });
  api.on('searchCataloguePropertyValues', { ...catalogue, data: [] });
  api.on('previewAudience', ({ body }) => previewOf((body as { rule: typeof rule }).rule.all));
});

/** What the API says of conditions that leave three, two and one of four people. */
function previewOf(all: unknown[]): AudiencePreview {
  return {
    asOf: AT,
    count: LEFT[all.length - 1] ?? 0,
    people: 4,
    inWords: 'People who …',
    sample: [],
    warnings: [],
    overlaps: { data: [], more: 0 },
    conditions: all.map((_, index) => ({
      pointer: `/all/${index}`,
      words: '…',
      matching: LEFT[index] ?? 0,
      running: LEFT[index] ?? 0,
    })),
  };
}

/** Accepts what the search finds first. */
async function accept(typed: string) {
  const search = page.getByPlaceholder('Churn score, Order Completed');
  await expect.element(search).toHaveFocus();
  const first = page
    .getByRole('listbox', { name: 'Find a trait, an event, a value, an audience or a template' })
    .getByRole('option')
    .first();
  await expect.element(first).toBeVisible();
  await userEvent.keyboard(typed);
  await expect.element(first).toHaveAttribute('data-combobox-selected', 'true');
  await userEvent.keyboard('{Enter}');
  await expect.element(search).not.toBeInTheDocument();
}

/** What is being counted again is paler for that moment. */
async function isCounted() {
  await expect.poll(() => document.querySelectorAll('[data-counting=true]').length).toBe(0);
}

async function addByKeyboard(typed: string, next: string) {
  await goTo('{Tab}', 'Condition');
  await userEvent.keyboard('{Enter}');
  await accept(typed);
  await arrives(next);
}

test('the keyboard alone is enough to build an audience', async () => {
  api.on('createAudience', NEVER);
  await open(api, '/audiences/new', { role: 'marketer' });
  await goTo('{Tab}', 'Name');
  await userEvent.keyboard('By keyboard');
  await addByKeyboard('order comp', 'Done or not done');
  await goTo('{Tab}', 'Times');
  await userEvent.keyboard('2');
  await goTo('{Tab}', 'When');
  // One key: the browser begins a new word for keys that are a second apart.
  await userEvent.keyboard('i');
  await addByKeyboard('churn score', 'Value');
  await expect.element(condition('churn score')).toHaveTextContent('Not finished, not counted');
  await userEvent.keyboard('0.7');
  await addByKeyboard('complainers', 'Member or not');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(condition('Recent complainers')).toHaveTextContent('1 person left');

  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await expect.poll(names).toEqual(['Order Completed', 'Recent complainers', 'churn score']);
  await expect
    .element(condition('Recent complainers').getByLabelText('Member or not'))
    .toHaveFocus();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(names).toEqual(['Order Completed', 'churn score', 'Recent complainers']);

  await goTo('{Shift>}{Tab}{/Shift}', 'churn score: move or remove');
  await userEvent.keyboard('{Delete}');
  await expect.element(condition('churn score')).not.toBeInTheDocument();
  await expect.element(grip(condition('Recent complainers'))).toHaveFocus();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(value).toHaveValue(0.7);

  await goTo('{Shift>}{Tab}{/Shift}', 'Create audience');
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => api.bodies('createAudience'))
    .toEqual([
      {
        key: 'by-keyboard',
        name: 'By keyboard',
        rule: {
          all: [
            {
              event: 'Order Completed',
              count: { atLeast: 2 },
              window: { last: { amount: 30, unit: 'days' } },
            },
            { trait: 'churnScore', operator: 'greaterThan', value: 0.7 },
            { audience: 'aud_1', in: false },
          ],
        },
      },
    ]);
});

test('the button that replaces what a condition is about says so', async () => {
  api.on('readAudience', { ...complainers, id: 'aud_2', key: 'loyal', name: 'Loyal', rule });
  api.empty('listSyncs');
  await open(api, '/audiences/loyal/edit', { role: 'marketer' });
  const replace = condition('churn score').getByRole('button', { name: 'Change churn score' });
  await expect.element(replace).toBeVisible();
});

test('a missing name is the only thing that is asked for, because the key follows from it', async () => {
  await open(api, '/audiences/new', { role: 'marketer' });
  await page.getByRole('button', { name: 'Create audience' }).first().click();
  await expect.element(page.getByText('An audience needs a name.')).toBeVisible();
  await expect.element(page.getByText('An audience needs a key')).not.toBeInTheDocument();
});

test('a new audience gets tags, a folder and an owner beside its name', async () => {
  api.on('createAudience', Refusal.of({ '/tags/0': 'A tag has 1 to 50 characters' }));
  api.on('listMembers', pageOf(ada));
  await open(api, '/audiences/new?trait=churnScore', { role: 'marketer' });
  await page.getByLabelText('Name').fill('Filed');
  await value.fill('0.7');
  await page.getByRole('button', { name: 'Tags, folder and owner' }).click();
  await expect.element(page.getByRole('combobox', { name: 'Tags' })).toHaveFocus();
  await userEvent.keyboard('spring{Enter}');
  await page.getByRole('combobox', { name: 'Folder' }).fill(' Campaigns ');
  await page.getByRole('combobox', { name: 'Owner' }).fill('ada@northwind.example');
  await userEvent.keyboard('{Tab}');
  await isCounted();
  await sound();
  await page.getByRole('button', { name: 'Create audience' }).first().click();
  await expect.element(page.getByText('A tag has 1 to 50 characters')).toBeVisible();
  await page.viewport(375, 900);
  fits();
  expect(api.bodies('createAudience')).toMatchObject([
    { name: 'Filed', tags: ['spring'], folder: 'Campaigns', owner: 'ada@northwind.example' },
  ]);
});

test('a refusal of a folder and of something else is shown whole, and takes the focus to the folder', async () => {
  api.on('listMembers', pageOf(ada));
  const faults = { '/folder': 'A folder has 1 to 50 characters', '/purpose': 'Must not be null' };
  const errors = Object.entries(faults).map(([pointer, detail]) => ({ pointer, detail }));
  const detail = 'The folder and the purpose are not valid';
  api.on('createAudience', new Refusal(422, 'invalid', { detail, errors }));
  await open(api, '/audiences/new?trait=churnScore', { role: 'marketer' });
  await page.getByLabelText('Name').fill('Filed');
  await value.fill('0.7');
  await page.getByRole('button', { name: 'Tags, folder and owner' }).click();
  const folder = page.getByRole('combobox', { name: 'Folder' });
  await folder.fill('Campaigns');
  await userEvent.keyboard('{Tab}');
  await expect.element(folder).not.toHaveFocus();
  await page.getByRole('button', { name: 'Create audience' }).first().click();
  await expect.element(folder).toHaveFocus();
  await expect.element(page.getByText('A folder has 1 to 50 characters')).toBeVisible();
  await expect.element(page.getByRole('alert')).toHaveTextContent(detail);
});

describe('an audience that is there', () => {
  const edited = { ...complainers, id: 'aud_2', key: 'loyal', name: 'Loyal', rule };
  const save = page.getByRole('button', { name: 'Save changes' });

  beforeEach(async () => {
    api.on('readAudience', edited);
    api.empty('listSyncs');
    await open(api, '/audiences/loyal/edit', { role: 'marketer' });
    await expect.element(condition('Recent complainers')).toHaveTextContent('1 person left');
  });

  test('has its conditions dragged to another place, which undo takes back', async () => {
    await userEvent.dragAndDrop(
      grip(condition('Recent complainers')),
      grip(condition('Order Completed')),
    );
    await expect.poll(names).toEqual(['Recent complainers', 'Order Completed', 'churn score']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(names).toEqual(['Order Completed', 'churn score', 'Recent complainers']);
  });

  test('has its values changed, which the keys take back and forth', async () => {
    await value.fill('0.95');
    await userEvent.tab();
    await value.click();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(value).toHaveValue(0.7);
    await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    await expect.element(value).toHaveValue(0.95);
    await isCounted();
    await sound();
  });

  test('has the count of its members until the rule differs from the saved one', async () => {
    await expect.element(page.getByText('In the audience now')).toBeVisible();
    await value.fill('0.95');
    await userEvent.tab();
    await expect.element(page.getByText('With this rule', { exact: true })).toBeVisible();
    await expect.element(page.getByText('In the audience now')).not.toBeInTheDocument();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(page.getByText('In the audience now')).toBeVisible();
  });

  test('is saved at its version, and over what others saved meanwhile only by decision', async () => {
    api.on('changeAudience', new Refusal(412, 'version-mismatch', { detail: 'It has version 4' }));
    await value.fill('0.95');
    await save.click();
    await expect
      .element(page.getByRole('alert').first())
      .toHaveTextContent('Another user changed this in the meantime');
    await page.getByRole('button', { name: 'Overwrite with my changes' }).click();
    await expect.poll(() => api.requests('changeAudience').length).toBe(2);
    expect(api.requests('changeAudience').map(({ headers }) => headers['if-match'])).toEqual([
      '"3"',
      '*',
    ]);
  });

  test('is saved with a new description only over the description that was read', async () => {
    api.on('changeAudience', NEVER);
    await page.getByLabelText('Description').fill('For the newsletter');
    await save.click();
    await expect
      .poll(() => api.requests('changeAudience').map(({ headers }) => headers['if-match']))
      .toEqual([`"3-${complainers.updatedAt}"`]);
    expect(api.bodies('changeAudience')).toMatchObject([{ description: 'For the newsletter' }]);
  });

  test.each([375, 1280])('a failure moves nothing at %d pixels', async (width) => {
    await page.viewport(width, 700);
    const topOf = (of: Locator) => of.element().getBoundingClientRect().top;
    const places = () => {
      const name = topOf(page.getByLabelText('Name'));
      const parts = [page.getByRole('region', { name: 'Rule' }), page.getByText('Also in')];
      return parts.map((part) => topOf(part) - name);
    };
    api.on('changeAudience', new Refusal(503, 'unavailable'));
    await value.fill('0.95');
    await isCounted();
    const before = places();
    await save.click();
    await expect.element(page.getByRole('alert')).toBeInViewport();
    expect(places()).toEqual(before);
    fits();
    await sound();
  });

  test('is not saved while a condition is not finished', async () => {
    await value.fill('');
    await save.click();
    await expect.element(page.getByRole('alert').first()).toHaveTextContent('Not saved');
    expect(api.requests('changeAudience')).toEqual([]);
  });

  test('fits a narrow window', async () => {
    await page.viewport(375, 900);
    fits();
    await isCounted();
    await sound();
  });
});

test('the people of the sample have names, and each says why', async () => {
  api.on('readAudience', { ...complainers, id: 'aud_2', key: 'loyal', name: 'Loyal', rule });
  api.empty('listSyncs');
  api.on('previewAudience', ({ body }) => ({
    ...previewOf((body as { rule: typeof rule }).rule.all),
    sample: [
      {
        profile: 'prf_ada',
        person: { text: 'Ada Lovelace', source: 'name' },
        why: {
          pointer: '/all/1',
          words: 'churn score is over 0.7',
          holds: true,
          value: 0.9,
          nodes: [],
        },
      },
    ],
  }));
  await open(api, '/audiences/loyal/edit', { role: 'marketer' });
  await expect
    .element(page.getByRole('link', { name: 'Ada Lovelace' }))
    .toHaveAttribute('href', '/w/northwind/profiles/prf_ada');
  await page.getByRole('button', { name: 'Why is Ada Lovelace in the audience' }).click();
  await expect.element(page.getByText('churn score is over 0.7')).toBeVisible();
  await expect.element(page.getByText('prf_', { exact: false })).not.toBeInTheDocument();
});

test('a second condition on a part of one list trait says that different items can meet the two', async () => {
  const dogs = (part: string, value: string | number) => ({
    trait: `dogs.${part}`,
    operator: 'includes',
    value,
  });
  const rule = { all: [dogs('kind', 'Beagle'), dogs('age', 8)] };
  api.on('listCatalogueTraits', {
    ...catalogue,
    people: 4,
    data: [traitOf('dogs', { types: ['list'] })],
  });
  api.on('readAudience', { ...complainers, id: 'aud_2', key: 'loyal', name: 'Loyal', rule });
  api.on('previewAudience', previewOf(rule.all));
  api.empty('listSyncs');
  await open(api, '/audiences/loyal/edit', { role: 'marketer' });
  const said = 'One item of dogs can meet the condition on dogs › kind, and another item this one.';
  await expect.element(conditions.nth(1)).toHaveTextContent(said);
  await expect.element(conditions.first()).not.toHaveTextContent(said);
  await isCounted();
  await sound();
});

test('the reason of a person names the values and the window of each event', async () => {
  const at = (category: string) => ({
    event: 'Order Completed',
    where: [{ property: 'products.category', operator: 'equals', value: category }],
  });
  const rule = { all: [at('Coffee at home'), { ...at('Coffee on the way'), did: false }] };
  const condition = { words: '…', holds: true, nodes: [] };
  api.on('readAudience', { ...complainers, id: 'aud_2', key: 'loyal', name: 'Loyal', rule });
  api.empty('listSyncs');
  api.on('previewAudience', {
    ...previewOf(rule.all),
    sample: [
      {
        profile: 'prf_ada',
        person: { text: 'Ada Lovelace', source: 'name' },
        why: {
          ...{ pointer: '', words: 'all of', holds: true },
          nodes: [
            { ...condition, pointer: '/all/0', count: 1, newest: [{ event: 'evt_1', at: AT }] },
            { ...condition, pointer: '/all/1', count: 0, newest: [] },
          ],
        },
      },
    ],
  });
  await open(api, '/audiences/loyal/edit', { role: 'marketer' });
  const person = page.getByRole('listitem').filter({ hasText: 'Ada Lovelace' });
  await expect.element(person).toHaveTextContent('1 × Order Completed with Coffee at home, ');
  await expect.element(person).toHaveTextContent(' · none with Coffee on the way');
});

describe('an audience that feeds a destination', () => {
  const fed = { ...complainers, id: 'aud_2', key: 'loyal', name: 'Loyal', rule };
  const effect = { joins: 253, leaves: 12, joining: [], leaving: [] };
  const save = page.getByRole('button', { name: 'Save changes' });
  const dialog = page.getByRole('dialog', { name: 'Save changes to Loyal?' });
  const confirm = dialog.getByRole('button', { name: 'Save and update destinations' });
  const sent = dialog.getByRole('list', { name: 'Syncs that are updated' }).getByRole('listitem');

  beforeEach(async () => {
    api.on('readAudience', fed);
    api.on('changeAudience', NEVER);
    const from = { kind: 'audience', audience: 'aud_2' } as const;
    api.on(
      'listSyncs',
      pageOf(
        { ...contacts, from, mode: 'mirror' },
        { ...contacts, from, id: 'syn_2', name: 'Kept', mode: 'upsert', state: 'paused' },
      ),
    );
    api.on('listDestinations', pageOf(crm));
    api.on('listConnectors', pageOf(withList));
    api.on('readSyncFunnel', new Refusal(503, 'unavailable'));
    api.on('previewAudience', ({ body }) => ({
      ...previewOf((body as { rule: typeof rule }).rule.all),
      change: effect,
    }));
    await open(api, '/audiences/loyal/edit', { role: 'marketer' });
    await expect.element(condition('Recent complainers')).toHaveTextContent('1 person left');
  });

  test('is saved only after its effect was shown', async () => {
    await page.viewport(375, 900);
    await value.fill('0.95');
    await save.click();
    await expect.element(dialog).toHaveTextContent('253 people join');
    const [mirror, kept] = [sent.nth(0), sent.nth(1)];
    await expect.element(mirror).toHaveTextContent(`${contacts.name} to ${crm.name}`);
    await expect
      .element(mirror)
      .toHaveTextContent('Added: 253 people · Removed: 12 people (people who leave are removed');
    await expect.element(kept).toHaveTextContent('Paused');
    await expect.element(kept).toHaveTextContent('Removed: 0 people (people who leave stay');
    await expect.element(kept).toHaveTextContent('Nothing is sent until the sync is on again.');
    await isCounted();
    fits();
    await sound();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.requests('changeAudience')).toEqual([]);
    await save.click();
    await confirm.click();
    await expect.poll(() => api.requests('changeAudience').length).toBe(1);
  });

  test.each(['unauthorised', 'gone', 'failing'])(
    'says that a destination that is %s gets nothing',
    async (state) => {
      api.on('listDestinations', pageOf({ ...crm, state }));
      await closeApp();
      await open(api, '/audiences/loyal/edit', { role: 'marketer' });
      await expect.element(condition('Recent complainers')).toHaveTextContent('1 person left');
      await value.fill('0.93');
      await save.click();
      await expect
        .element(sent.first())
        .toHaveTextContent(
          'The destination has a problem. Nothing is sent until the problem is fixed.',
        );
    },
  );

  test('says rounded numbers for each sync to users who may not see the exact ones', async () => {
    api.on('previewAudience', {
      ...previewOf(rule.all),
      change: {
        ...effect,
        joins: 1200,
        approximateJoins: { about: 1200 },
        leaves: 0,
        approximateLeaves: { fewerThan: 50 },
      },
    });
    await value.fill('0.94');
    await save.click();
    await expect
      .element(sent.first())
      .toHaveTextContent('Added: about 1,200 people · Removed: fewer than 50 people');
  });

  test.each([
    ['update-only', 'Updated, if the destination has them: 253 people · Removed: 0 people'],
    ['create-only', 'Created, unless the destination has them: 253 people · Removed: 0 people'],
    ['delete', 'Deleted at the destination: 253 people · the records of people who leave do not'],
  ] as const)('says what a sync with the mode %s does', async (mode, words) => {
    const from = { kind: 'audience', audience: 'aud_2' } as const;
    api.on('listSyncs', pageOf({ ...contacts, from, mode }));
    await closeApp();
    await open(api, '/audiences/loyal/edit', { role: 'marketer' });
    await expect.element(condition('Recent complainers')).toHaveTextContent('1 person left');
    await value.fill('0.92');
    await save.click();
    await expect.element(sent.first()).toHaveTextContent(words);
  });

  test('waits for the numbers', async () => {
    api.on('previewAudience', NEVER);
    await value.fill('0.96');
    await save.click();
    await expect.element(confirm).toBeDisabled();
  });

  test('is saved without a question where only its name changes', async () => {
    await page.getByLabelText('Name').fill('Very loyal');
    await save.click();
    await expect.poll(() => api.requests('changeAudience').length).toBe(1);
  });
});

describe('a rule with every kind of value', () => {
  const window = { from: '2026-01-01', to: '2026-01-31' };
  const where = [{ property: 'city', operator: 'in', value: ['Utrecht', 'Leiden'] }];
  const ordered = { event: 'Order Completed', count: { atLeast: 1 }, window, where };
  const never = { call: 'page', event: 'Pricing', did: false };
  const between = { trait: 'churnScore', operator: 'between', value: [1, 3] };
  const before = { trait: 'birthday', operator: 'before', value: '2000-01-01' };
  const within = { trait: 'renewal', operator: 'withinNext', value: { amount: 7, unit: 'days' } };
  const text = { trait: 'nickname', operator: 'contains', value: 'a', ignoreCase: true };
  const equal = { trait: 'plan', operator: 'equals', value: 'pro' };
  const known = { trait: 'phone', operator: 'exists' };
  const inside = { audience: 'aud_1', in: true };
  const all = [ordered, never, between, before, within, text, equal, known, inside];
  const save = page.getByRole('button', { name: 'Save changes' });
  const of = (name: string, label: string) =>
    condition(name).getByLabelText(label, { exact: true });
  const saved = () => api.bodies('changeAudience').map((body) => (body as { rule: unknown }).rule);

  beforeEach(async () => {
    api.on('readAudience', { ...complainers, id: 'aud_2', key: 'all', rule: { all } });
    api.on('changeAudience', NEVER);
    api.on('listCatalogueValues', { ...catalogue, data: [], masked: false, numbers: null });
    api.empty('listSyncs');
    await open(api, '/audiences/all/edit', { role: 'marketer' });
    await expect.element(condition('Recent complainers')).toBeVisible();
  });

  test('keeps all that is not changed', async () => {
    await of('phone', 'Comparison').selectOptions('is unknown');
    await save.click();
    await expect
      .poll(saved)
      .toEqual([
        { all: all.map((each) => (each === known ? { ...known, operator: 'unknown' } : each)) },
      ]);
  });

  test('says that who has not done it in a time may never have done it', async () => {
    const said = 'also people who never did it';
    await expect.element(condition('Pricing')).not.toHaveTextContent(said);
    await of('Pricing', 'When').selectOptions('in the last');
    await expect.element(condition('Pricing')).toHaveTextContent(said);
    await of('Pricing', 'Done or not done').selectOptions('have viewed the page');
    await expect.element(condition('Pricing')).not.toHaveTextContent(said);
  });

  test('adds that people did it at least once where a largest number includes the others', async () => {
    const said = 'also people who never did it';
    const orders = condition('Order Completed');
    await of('Order Completed', 'How often').selectOptions('at most');
    await expect.element(orders).toHaveTextContent(said);
    await orders.getByRole('button', { name: 'and did it at least once ever' }).click();
    await expect.poll(() => orders.elements().length).toBe(2);
    await expect.element(page.getByText(said)).not.toBeInTheDocument();
    await save.click();
    await expect
      .poll(saved)
      .toMatchObject([{ all: expect.arrayContaining([{ event: 'Order Completed', where }]) }]);
  });

  test('offers no such addition where the groups cannot be deeper', async () => {
    const rare = { event: 'Order Completed', count: { atMost: 2 } };
    let deep: object = { any: [rare, equal] };
    for (let level = 1; level < limits.depth; level += 1) {
      deep = { all: [deep] };
    }
    const deepest = { ...complainers, id: 'aud_3', key: 'deep', rule: deep as typeof rule };
    api.on('readAudience', deepest);
    await closeApp();
    await open(api, '/audiences/deep/edit', { role: 'marketer' });
    const orders = condition('Order Completed');
    await expect.element(orders).toHaveTextContent('also people who never did it');
    await expect
      .element(orders.getByRole('button', { name: 'and did it at least once ever' }))
      .not.toBeInTheDocument();
  });

  test('is changed in the fields of its values', async () => {
    await of('Order Completed', 'Times').fill('2');
    await of('Order Completed', 'From').fill('');
    await of('Order Completed', 'To').fill('2026-02-28');
    await condition('Order Completed').getByRole('button', { name: 'Without Leiden' }).click();
    await of('Pricing', 'Done or not done').selectOptions('have viewed the page');
    await of('Pricing', 'When').selectOptions('in the last');
    await of('churn score', 'Lowest').fill('4');
    await expect.element(condition('churn score')).toHaveTextContent('Not finished, not counted');
    await of('churn score', 'Highest').fill('5');
    await of('birthday', 'Date').fill('2001-02-03');
    await of('renewal', 'Amount').fill('8');
    await of('renewal', 'Unit').selectOptions('hours');
    await of('nickname', 'Value').fill('b');
    await condition('nickname').getByText('Any case').click();
    await of('plan', 'Comparison').selectOptions('is any of');
    await of('phone', 'Comparison').selectOptions('ends with');
    await of('phone', 'Value').fill('7');
    await of('Recent complainers', 'Member or not').selectOptions('are not in');
    await save.click();
    await expect.poll(saved).toEqual([
      {
        all: [
          {
            event: 'Order Completed',
            count: { atLeast: 2 },
            window: { to: '2026-02-28' },
            where: [{ property: 'city', operator: 'in', value: ['Utrecht'] }],
          },
          {
            call: 'page',
            event: 'Pricing',
            window: { last: { amount: 30, unit: 'days' } },
          },
          { ...between, value: [4, 5] },
          { ...before, value: '2001-02-03' },
          { ...within, value: { amount: 8, unit: 'hours' } },
          { trait: 'nickname', operator: 'contains', value: 'b' },
          { trait: 'plan', operator: 'in', value: ['pro'] },
          { trait: 'phone', operator: 'endsWith', value: '7' },
          { audience: 'aud_1', in: false },
        ],
      },
    ]);
  });
});

describe('whoever may only look', () => {
  test('is offered no new audience', async () => {
    api.empty('listSyncs', 'listDestinations');
    await open(api, '/audiences', { role: 'viewer', personalData: false });
    await expect.element(page.getByRole('link', { name: 'Recent complainers' })).toBeVisible();
    await expect.element(page.getByText('New audience')).not.toBeInTheDocument();
  });

  test('reads which role builds one', async () => {
    await open(api, '/audiences/new', { role: 'viewer', personalData: false });
    await expect.element(page.getByText('This requires the role Marketer')).toBeVisible();
    await expect
      .element(page.getByRole('button', { name: 'Create audience' }))
      .not.toBeInTheDocument();
  });
});

describe('an audience that begins on a page of the dictionary', () => {
  test('has a condition on the trait', async () => {
    answerTraitPage(api, 'churnScore');
    await open(api, '/dictionary/trait?name=churnScore', { role: 'marketer' });
    await page.getByRole('link', { name: 'Use in an audience' }).click();
    await expect.element(condition('churn score')).toBeVisible();
    await expect.element(value).toHaveValue(null);
    expect(names()).toEqual(['churn score']);
  });

  test('has a condition on the event', async () => {
    await open(api, '/dictionary/event?call=track&name=Order%20Completed', { role: 'marketer' });
    await page.getByRole('link', { name: 'Use in an audience' }).click();
    await expect.element(condition('Order Completed')).toBeVisible();
    expect(names()).toEqual(['Order Completed']);
  });
});
