import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { Role } from '@/api/may';
import { emptyHome } from '@/testing/home';
import { open } from '@/testing/open';
import { fits, sound } from '@/testing/sound';

const next = page.getByRole('link', { name: 'Create source' });

async function openEmptyWorkspace(role: Role) {
  await open(emptyHome(), '', { role });
  await expect.element(page.getByText('0 of 6 steps are done.')).toBeVisible();
}

test('an empty workspace leads whoever may to the first step', async () => {
  await page.viewport(375, 900);
  await openEmptyWorkspace('engineer');
  await expect.element(next).toBeVisible();
  await expect
    .element(page.getByRole('heading', { level: 1 }))
    .toHaveTextContent('Get the first data flowing');
  fits();
  await sound();
});

test('whoever may not take the next step is told who may', async () => {
  await openEmptyWorkspace('viewer');
  await expect.element(page.getByText('This requires the role Engineer')).toBeVisible();
  await expect.element(next).not.toBeInTheDocument();
});
