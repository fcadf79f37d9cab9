import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { pageOf } from '@/testing/northwind';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';
import { web } from '@/testing/sources';

const refused = 'Press Ctrl+C (Mac: ⌘C) to copy';
const code = page.getByLabelText('Code for Node.js');
const copyCode = page.getByRole('button', { name: 'Copy', exact: true });
const copyId = page.getByRole('button', { name: 'Copy src_1' });
const write = vi.spyOn(navigator.clipboard, 'writeText');

beforeEach(async () => {
  const api = new Api();
  api.on('readSource', web);
  api.on('listSources', pageOf(web));
  api.empty('listEvents');
  await open(api, '/sources/src_1', { role: 'engineer' });
});

afterEach(() => {
  write.mockReset();
});

test('a copied text says so', async () => {
  write.mockResolvedValue();
  await copyCode.click();
  await expect.element(page.getByText('Copied').first()).toBeVisible();
  expect(write).toHaveBeenLastCalledWith(code.element().textContent);
  await copyId.click();
  await expect.element(page.getByRole('tooltip', { name: 'Copied' })).toBeVisible();
  expect(write).toHaveBeenLastCalledWith('src_1');
});

test('a refused clipboard selects the text and says how to copy it', async () => {
  write.mockRejectedValue(new DOMException('Refused', 'NotAllowedError'));
  await copyCode.click();
  await expect.element(page.getByText(refused)).toBeVisible();
  expect(window.getSelection()?.toString()).toBe(code.element().textContent);
  await copyId.click();
  await expect.element(page.getByText(refused).nth(1)).toBeVisible();
  expect(window.getSelection()?.toString()).toBe('src_1');
  await sound();
});
