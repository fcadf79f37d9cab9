import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient } from '@/api/queryClient';
import { Api, Refusal } from '@/testing/api';
import { goTo } from '@/testing/keyboard';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const dialog = page.getByRole('dialog');
const more = page.getByRole('button', { name: 'More', exact: true });
const name = dialog.getByLabelText('Name');
const limit = dialog.getByLabelText('Events per second');
const save = dialog.getByRole('button', { name: 'Save changes' });

let api: Api;

beforeEach(() => {
  api = new Api();
  api.on('readSource', web);
  api.on('listSources', pageOf(web));
  api.empty('listEvents');
});

async function choose(action: string) {
  await open(api, '/sources/web', { role: 'engineer' });
  await more.click();
  await page.getByRole('menuitem', { name: action }).click();
}

describe('the name and the limit of a source', () => {
  test('are changed by the keyboard; only what is different is sent', async () => {
    await page.viewport(375, 900);
    api.on('changeSource', () => {
      const changed = { ...web, name: 'Web', eventsPerSecond: 500 };
      api.on('readSource', changed);
      return changed;
    });
    await open(api, '/sources/web', { role: 'engineer' });
    await goTo('{Tab}', 'More');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await expect.element(name).toHaveFocus();
    await name.fill(' Web ');
    await limit.fill('500');
    fits();
    await sound();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(api.bodies('changeSource')).toEqual([{ name: 'Web', eventsPerSecond: 500 }]);
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Web');
    await expect.element(page.getByText('Accepts up to 500 events per second.')).toBeVisible();
    await expect.element(more).toHaveFocus();
  });

  test('are not sent while one of them is missing or beyond its bounds', async () => {
    await choose('Edit');
    await name.fill(' ');
    await save.click();
    await expect.element(dialog.getByText('Enter a name.')).toBeVisible();
    await expect.element(name).toHaveFocus();
    await name.fill('Web shop');
    for (const wrong of ['', '0', '1000001']) {
      await limit.fill(wrong);
      await save.click();
      await expect.element(dialog.getByText('Enter a number from 1 to 1,000,000.')).toBeVisible();
    }
    expect(api.requests('changeSource')).toEqual([]);
  });

  test('stay typed after a refusal, which is shown at its field', async () => {
    api.on('changeSource', Refusal.of({ '/name': 'This name is misleading' }));
    await choose('Edit');
    await name.fill('Webshop');
    await save.click();
    await expect.element(dialog.getByText('This name is misleading')).toBeVisible();
    await expect.element(name).toHaveValue('Webshop');
    await expect.element(dialog.getByRole('alert')).not.toBeInTheDocument();
  });
});

describe('a source is turned off', () => {
  test('after the dialog has said what happens to its events', async () => {
    api.on('changeSource', () => {
      const off = { ...web, enabled: false };
      api.on('readSource', off);
      return off;
    });
    await choose('Turn off');
    await expect.element(dialog).toHaveTextContent('refused with the status 401');
    await sound();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(more).toHaveFocus();
    expect(api.requests('changeSource')).toEqual([]);

    await more.click();
    await page.getByRole('menuitem', { name: 'Turn off' }).click();
    await dialog.getByRole('button', { name: 'Turn off' }).click();
    await expect
      .element(page.getByText('Off: the events of this source are refused.'))
      .toBeVisible();
    expect(api.bodies('changeSource')).toEqual([{ enabled: false }]);
  });

  test('and waits for no first event meanwhile', async () => {
    const waiting = page.getByText('Waiting for the first event.');
    await open(api, '/sources/web', { role: 'engineer' });
    await expect.element(waiting).toBeVisible();
    api.on('readSource', { ...web, enabled: false });
    await queryClient.invalidateQueries();
    await expect.element(page.getByText('Off: the events of this source')).toBeVisible();
    await expect.element(waiting).not.toBeInTheDocument();
    await expect.element(page.getByText('No event has arrived.')).toBeVisible();
  });

  test('and on again', async () => {
    api.on('readSource', { ...web, enabled: false });
    api.on('changeSource', new Refusal(503, 'unavailable', { detail: 'Not now' }));
    await choose('Turn on');
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await expect.element(dialog.getByRole('alert')).toHaveTextContent('Not now');
    expect(api.bodies('changeSource')).toEqual([{ enabled: true }]);
  });
});

describe('a source is deleted', () => {
  test('once its name is typed; the dialog says what stays', async () => {
    await page.viewport(375, 900);
    await open(api, '/sources/web', { role: 'engineer' });
    await more.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const remove = dialog.getByRole('button', { name: 'Delete' });
    await expect
      .element(dialog)
      .toHaveTextContent('Its events, the profiles and their traits stay');
    await expect.element(remove).toBeDisabled();
    fits();
    await sound();
    await dialog.getByRole('textbox').fill('Web shop');
    api.on('deleteSource', undefined);
    api.empty('listSources');
    await remove.click();
    await expect.element(page.getByText('“Web shop” is deleted.')).toBeVisible();
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Sources');
    expect(api.requests('deleteSource').map(({ place }) => place.source)).toEqual(['src_1']);
  });

  test('by nobody whose role does not allow it', async () => {
    await open(api, '/sources/web', { role: 'marketer' });
    await expect.element(page.getByRole('button', { name: 'History' })).toBeVisible();
    await expect.element(more).not.toBeInTheDocument();
  });
});
