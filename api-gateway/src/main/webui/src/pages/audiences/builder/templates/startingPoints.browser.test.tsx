import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { CatalogueEvents } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { catalogue, eventOf } from '@/testing/dictionary';
import { late } from '@/testing/late';
import { open } from '@/testing/open';
import { watchShifts } from '@/testing/shifts';
import { fits, sound } from '@/testing/sound';

const ordered = eventOf('Order Completed');
const added = eventOf('Product Added');
const viewed = eventOf('Home', { call: 'page' });

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
    api.empty('listAudiences', 'listDestinations');
    api.on('listCatalogueTraits', { ...catalogue, people: 4, data: [] });
    api.on('listCatalogueEvents', events.answer);
    const opened = open(api, '/audiences/new', { role: 'marketer' });
    await expect.element(condition).toBeVisible();
    await expect.element(below).toBeVisible();
    const shifts = watchShifts();
    const before = [top(condition), top(below)];
    events.give({ ...catalogue, people: 4, data });
    await opened;
    await expect.poll(() => templates.getByRole('button').elements().length).toBe(count);
    expect(await shifts.large()).toEqual([]);
    expect([top(condition), top(below)]).toEqual(before);
    fits();
    await sound();
  });
});
