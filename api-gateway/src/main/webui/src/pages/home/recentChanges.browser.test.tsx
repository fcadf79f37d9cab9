import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Audience, DefinitionVersion, Delivery } from '@/api/generated/model';
import { type Api, Refusal } from '@/testing/api';
import { loyal } from '@/testing/audiences';
import { emptyHome } from '@/testing/home';
import { ada, pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const BEFORE = '2026-03-01T09:00:00Z';
const CHANGED = new Date(Date.now() - 60_000).toISOString();

const shop = { ...web, createdAt: BEFORE, updatedAt: CHANGED };
const customers: Audience = {
  ...loyal,
  name: 'Loyal customers',
  createdAt: CHANGED,
  updatedAt: CHANGED,
};

function version(told: Partial<DefinitionVersion>): DefinitionVersion {
  return {
    version: 3,
    key: 'key',
    name: 'name',
    deleted: false,
    changedAt: CHANGED,
    changedBy: { id: ada.id, name: 'ada' },
    inWords: null,
    content: {},
    ...told,
  };
}

const changes = page.getByRole('region', { name: 'Recent changes' });
const row = (name: string) => changes.getByRole('listitem').filter({ hasText: name });

let api: Api;

beforeEach(() => {
  api = emptyHome();
  api.on('listSources', pageOf(shop));
  api.on('listAudiences', pageOf(customers));
  api.on('listDeliveries', pageOf({} as Delivery));
  api.on('listMembers', pageOf(ada));
});

test('recent changes name the member or the API client that made them', async () => {
  await page.viewport(375, 900);
  api.on('listSourceVersions', pageOf(version({})));
  api.on(
    'listAudienceVersions',
    pageOf(version({ changedBy: { id: 'c-1', name: 'service-account-northwind.importer' } })),
  );
  await open(api, '', { role: 'viewer' });
  await expect.element(row('Web shop')).toHaveTextContent('Source, changed by Ada Visser');
  await expect
    .element(row('Loyal customers'))
    .toHaveTextContent('Audience, created by the API client importer');
  expect(api.requests('listSourceVersions').map(({ query }) => query)).toEqual([{ limit: '1' }]);
  fits();
  await sound();
});

test('a change whose author is not known names nobody', async () => {
  api.on('listSourceVersions', pageOf(version({ changedAt: BEFORE })));
  api.on('listAudienceVersions', new Refusal(403, 'forbidden'));
  await open(api, '', { role: 'viewer' });
  await expect.poll(() => api.requests('listAudienceVersions').length).toBe(1);
  await expect.element(row('Web shop')).toHaveTextContent('Source, changed');
  await expect.element(changes).not.toHaveTextContent(' by ');
});

test.each([
  ['admin', 1],
  ['viewer', 0],
] as const)('the role %s gets %i links to all changes', async (role, links) => {
  api.on('listSourceVersions', pageOf(version({})));
  api.on('listAudienceVersions', pageOf(version({})));
  await open(api, '', { role });
  await expect.element(row('Web shop')).toHaveTextContent('changed by Ada Visser');
  const all = changes.getByRole('link', { name: 'All changes' });
  expect(all.elements()).toHaveLength(links);
  if (links > 0) {
    await expect
      .element(all)
      .toHaveAttribute('href', expect.stringContaining('/team?tab=administration'));
  }
});
