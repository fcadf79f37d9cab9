import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Api } from '@/testing/api';
import { connector, crm } from '@/testing/hubspot';
import { goTo } from '@/testing/keyboard';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const LONG = 'Web shop of the Netherlands, Belgium and Luxembourg, production';
const crumbs = page.getByRole('navigation', { name: 'Breadcrumbs' });
const current = () => crumbs.element().querySelector('[aria-current=page]') as HTMLElement;

/** Whether the text has less room than it needs. */
function isCut(shown: HTMLElement | SVGElement): boolean {
  const whole = shown.cloneNode(true) as HTMLElement;
  whole.style.cssText = 'position: absolute; width: max-content; overflow: visible';
  shown.after(whole);
  const { width } = whole.getBoundingClientRect();
  whole.remove();
  return width > shown.getBoundingClientRect().width + 1;
}

let api: Api;

beforeEach(async () => {
  api = new Api();
  const source = { ...web, name: LONG };
  api.on('readSource', source);
  api.on('listSources', pageOf(source));
  api.empty('listEvents');
  await page.viewport(375, 900);
});

test('where it is narrow, breadcrumbs are a link back in full, and the current page', async () => {
  const { address } = await open(api, '/sources/web');
  const back = crumbs.getByRole('link', { name: 'Sources' });
  expect(isCut(back.element())).toBe(false);
  await expect.poll(() => current().textContent).toBe(LONG);
  expect(isCut(current()), 'ends with an ellipsis').toBe(true);
  expect(getComputedStyle(current()).textOverflow).toBe('ellipsis');
  expect(current().clientWidth, 'has the whole width').toBe(crumbs.element().clientWidth);
  expect(current().getBoundingClientRect().top).toBeGreaterThanOrEqual(
    back.element().getBoundingClientRect().bottom,
  );
  fits();
  await sound();
  await goTo('{Tab}', 'Sources');
  await userEvent.keyboard('{Enter}');
  await expect.poll(address).toBe('/sources');
});

test('where it is narrow, the link back leads to the nearest page above', async () => {
  api.on('readDestination', crm);
  api.on('listDestinations', pageOf(crm));
  api.on('listConnectors', pageOf(connector));
  await open(api, '/destinations/crm/edit');
  await expect.element(crumbs.getByRole('link', { name: crm.name })).toBeVisible();
  await expect.element(crumbs.getByText('Destinations')).not.toBeVisible();
  await expect.poll(() => current().textContent).toBe(`Edit ${crm.name}`);
  await page.viewport(1280, 900);
  await expect.element(crumbs.getByRole('link', { name: 'Destinations' })).toBeVisible();
});
