import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { BudgetUse } from '@/api/generated/model';
import { Api, Refusal } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { goTo } from '@/testing/keyboard';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const panel = page.getByRole('region', { name: 'Limits and use' });

const daily: BudgetUse = {
  limit: {
    unit: 'requests',
    scope: 'account',
    name: null,
    amount: 250_000,
    keptForOthers: 25_000,
    window: { perSeconds: null, per: 'day', zone: 'Europe/Berlin', resetsAt: null },
  },
  certainty: 'counted',
  approximate: false,
  current: {
    used: 75_000,
    rounded: null,
    left: 147_500,
    others: { used: 27_500, at: '2026-03-02T08:59:00Z' },
    heldUntil: null,
    beginsAgain: '2026-03-02T23:00:00Z',
    reported: null,
  },
  users: {
    since: '2026-03-01T23:00:00Z',
    syncs: [
      { sync: 'syn_1', name: 'Customers', used: 64_000, rounded: null },
      { sync: null, name: null, used: 12, rounded: null },
    ],
    destinations: [{ destination: 'dst_2', name: 'CRM of the shop', used: 10_500, rounded: null }],
    further: 0,
    furtherRounded: null,
    otherWorkspaces: 0,
    otherWorkspacesRounded: null,
    notAssigned: 488,
  },
};

const short: BudgetUse = {
  ...daily,
  limit: { ...daily.limit, amount: 100, keptForOthers: 0, window: { perSeconds: 10, per: null } },
  certainty: 'unknown',
  current: {
    used: null,
    rounded: null,
    left: null,
    others: null,
    heldUntil: null,
    beginsAgain: null,
    reported: null,
  },
  users: { ...daily.users, syncs: [], destinations: [], notAssigned: 0 },
};

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readDestination', crm);
  api.on('listConnectors', pageOf(connector));
  api.empty('listDestinations', 'listSyncs', 'listDeliveries', 'listDeliveryCauses');
  api.on('readDestinationFlow', {
    lastAttempt: null,
    oldestWaiting: null,
    sentLastMinute: 0,
    waiting: 0,
  });
});

function limits(...budgets: BudgetUse[]) {
  api.on('readDestinationBudgets', { at: '2026-03-02T09:00:00Z', heldUntil: null, budgets });
}

test('the page says what the vendor allows, what is used, and by whom', async () => {
  limits(daily);
  await page.viewport(375, 900);
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect
    .element(panel.getByRole('heading', { name: '250,000 requests a day' }))
    .toBeVisible();
  await expect.element(panel).toHaveTextContent('HubSpot sets these limits for the account.');
  await expect
    .element(panel)
    .toHaveTextContent('41% is used or reserved: 30% by Tributary, 11% by other programs.');
  await expect.element(panel).toHaveTextContent('It begins again at 00:00 (Europe/Berlin).');
  const meter = panel.getByRole('meter', { name: '250,000 requests a day' });
  await expect.element(meter).toHaveAttribute('value', '41');
  fits();
  await sound();
  (document.activeElement as HTMLElement | null)?.blur();
  await goTo('{Tab}', 'Who used it');
  await userEvent.keyboard('{Enter}');
  await expect.element(panel.getByRole('link', { name: 'Customers' })).toBeVisible();
  await expect.element(panel).toHaveTextContent(/Customers\s*64,000/);
  await expect.element(panel).toHaveTextContent(/CRM of the shop\s*10,500/);
  await expect.element(panel).toHaveTextContent(/Tests and sign-ins\s*12/);
  await expect.element(panel).toHaveTextContent(/Other programs\s*27,500/);
  fits();
  await sound();
});

test('a use that nobody knows is not shown as nothing', async () => {
  limits(short);
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel).toHaveTextContent('100 requests in 10 seconds');
  await expect.element(panel).toHaveTextContent('The use is not known right now.');
  await expect.element(panel.getByRole('meter')).not.toBeInTheDocument();
  await expect.element(panel).not.toHaveTextContent('%');
});

test('rounded numbers do not look exact', async () => {
  limits({
    ...daily,
    approximate: true,
    current: {
      ...daily.current,
      used: 54_000,
      rounded: { about: 54_000 },
      left: null,
      others: null,
    },
    users: {
      ...daily.users,
      syncs: [
        { sync: 'syn_1', name: 'Customers', used: 0, rounded: { fewerThan: 50 } },
        { sync: 'syn_2', name: 'Buyers', used: 1_000, rounded: { about: 1_000 } },
        { sync: 'syn_3', name: 'Everyone', used: 53_000, rounded: null },
      ],
      destinations: [],
      notAssigned: 0,
    },
  });
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel).toHaveTextContent('≈ 21.6% is used by Tributary.');
  await expect.element(panel).toHaveTextContent('10% is kept for other programs.');
  await expect.element(panel).toHaveTextContent(/Customers\s*fewer than 50/);
  await expect.element(panel).toHaveTextContent(/Buyers\s*about 1,000/);
  await expect.element(panel).toHaveTextContent(/Everyone\s*53,000/);
});

test('many small numbers have the sum of their bounds', async () => {
  limits({
    ...daily,
    limit: { ...daily.limit, amount: 1_000, keptForOthers: 0 },
    approximate: true,
    current: { ...daily.current, used: 0, rounded: { fewerThan: 500 }, left: null, others: null },
    users: {
      ...daily.users,
      syncs: [],
      destinations: [
        { destination: 'dst_2', name: 'CRM of the shop', used: 0, rounded: { fewerThan: 500 } },
      ],
      notAssigned: 0,
    },
  });
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel).toHaveTextContent('Less than 50% is used by Tributary.');
  await expect.element(panel).toHaveTextContent(/CRM of the shop\s*fewer than 500/);
});

test('a use that would reveal an audience is not shown', async () => {
  limits({
    ...short,
    certainty: 'estimated',
    approximate: true,
    current: { ...short.current, rounded: {} },
    users: { ...short.users, syncs: [{ sync: 'syn_1', name: 'Buyers', used: 0, rounded: {} }] },
  });
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel).toHaveTextContent('The use is not shown, because it would reveal');
  await expect.element(panel).toHaveTextContent(/Buyers\s*not shown/);
  await expect.element(panel.getByRole('meter')).not.toBeInTheDocument();
});

test('one list has the users of one time', async () => {
  limits({
    ...short,
    certainty: 'estimated',
    current: {
      ...short.current,
      used: 10,
      left: 50,
      others: { used: 40, at: '2026-03-02T08:59:00Z' },
    },
    users: { ...daily.users, destinations: [], notAssigned: 0 },
  });
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel).toHaveTextContent(/by Tributary, ≈ 40% by other programs/);
  await expect.element(panel).toHaveTextContent(/Customers\s*64,000/);
  await expect.element(panel).not.toHaveTextContent(/Other programs\s*40/);
});

test('what is held says until when', async () => {
  const heldUntil = '2026-03-02T23:00:00Z';
  api.on('readDestinationBudgets', {
    at: '2026-03-02T09:00:00Z',
    heldUntil: '2026-03-02T09:00:30Z',
    budgets: [{ ...daily, current: { ...daily.current, left: 0, heldUntil } }],
  });
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel).toHaveTextContent('The destination has refused requests');
  await expect.element(panel).toHaveTextContent('Nothing more is sent until');
  await sound();
  const { documentElement: root } = document;
  const scheme = root.getAttribute('data-mantine-color-scheme') ?? 'light';
  root.setAttribute('data-mantine-color-scheme', 'dark');
  await sound();
  root.setAttribute('data-mantine-color-scheme', scheme);
});

test('a limit of an object or an address says so, and connections are counted', async () => {
  limits(
    { ...daily, limit: { ...daily.limit, scope: 'object', name: 'contacts' } },
    { ...daily, limit: { ...daily.limit, scope: 'endpoint', name: '/search' } },
    {
      ...short,
      limit: { ...short.limit, unit: 'connections', amount: 5, window: null },
      certainty: 'counted',
      current: { ...short.current, used: 2, left: 3 },
    },
    { ...short, limit: { ...short.limit, scope: 'record' }, certainty: 'per-record' },
  );
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel).toHaveTextContent('250,000 requests a day for Contacts');
  await expect.element(panel).toHaveTextContent('250,000 requests a day at addresses with /search');
  await expect.element(panel).toHaveTextContent('2 requests are open now.');
  await expect.element(panel).toHaveTextContent('Each record has this limit of its own.');
  await sound();
});

test('limits that cannot be read say so', async () => {
  api.on('readDestinationBudgets', new Refusal(503, 'unavailable'));
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel.getByRole('alert')).toBeVisible();
});

test('the page says what the destination reports, and how old the number is', async () => {
  limits({
    ...daily,
    current: {
      ...daily.current,
      others: null,
      reported: { used: 120_000, amount: 200_000, at: '2026-03-02T08:55:00Z' },
    },
  });
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect
    .element(panel)
    .toHaveTextContent(
      /The destination reports that 120,000 of 200,000 are used by all programs\. It was asked .+\./,
    );
});

test('jobs have limits of their own', async () => {
  const jobs: BudgetUse = {
    ...daily,
    limit: { ...daily.limit, unit: 'jobs', amount: 10, keptForOthers: 0 },
    current: {
      ...daily.current,
      used: 10,
      left: 0,
      others: null,
      heldUntil: '2026-03-02T23:00:00Z',
    },
  };
  const open30: BudgetUse = {
    ...daily,
    limit: { ...daily.limit, unit: 'open-jobs', amount: 30, keptForOthers: 0, window: null },
    current: { ...daily.current, used: 4, left: 26, others: null, beginsAgain: null },
  };
  limits(jobs, open30);
  await open(api, '/destinations/crm', { role: 'viewer' });
  await expect.element(panel.getByRole('heading', { name: '10 jobs a day' })).toBeVisible();
  await expect.element(panel).toHaveTextContent('No further job is started until');
  await expect
    .element(panel.getByRole('heading', { name: '30 jobs at the same time' }))
    .toBeVisible();
  await expect.element(panel).toHaveTextContent('4 jobs are open now.');
});
