import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';
import { sound } from '@/testing/sound';

test('the page of an unknown address has a heading, and leads home', async () => {
  await open(new Api(), '/no-such-page');
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Page not found');
  await expect.element(page.getByRole('link', { name: 'Go home' })).toBeVisible();
  await sound();
});
