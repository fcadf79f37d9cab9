import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { CatalogueEvents } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { late } from '@/testing/late';
import { open } from '@/testing/open';
import { watchShifts } from '@/testing/shifts';
import { fits, sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';
const catalogue = { asOf: AT, estimated: false, more: false, people: 4 };
const ordered = {
  call: 'track',
  event: 'Order Completed',
  events: 7,
  people: 4,
  lastSeen: AT,
  synonyms: [],
};
const added = { ...ordered, event: 'Product Added' };
const viewed = { ...ordered, call: 'page', event: 'Home' };

const templates = page.getByRole('region', { name: 'start from one of these' });
const below = page.getByRole('button', { name: 'Show as JSON' });
const condition = page.getByRole('button', { name: 'Condition' });
const top = (of: typeof below) => of.element().getBoundingClientRect().top;

describe.each([375, 1280])('at %d pixels', (width) => {
  test.each([
    ['four templates come', [ordered, added], 4],
    ['two templates come', [viewed], 2],
    ['no template comes', [], 0],
  ])('nothing moves when %s', async (_, data, count) => {
    await page.viewport(width, 900);
    const events = late<CatalogueEvents>();
    const api = new Api();
    api.empty('listAudiences');
    api.on('listCatalogueTraits', { ...catalogue, data: [] });
    api.on('listCatalogueEvents', events.answer);
    const opened = open(api, '/audiences/new', { role: 'marketer' });
    await expect.element(condition).toBeVisible();
    await expect.element(below).toBeVisible();
    const shifts = watchShifts();
    const before = [top(condition), top(below)];
    events.give({ ...catalogue, data });
    await opened;
    await expect.poll(() => templates.getByRole('button').elements().length).toBe(count);
    expect(await shifts.large()).toEqual([]);
    expect([top(condition), top(below)]).toEqual(before);
    fits();
    await sound();
  });
});
