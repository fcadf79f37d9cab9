import { MantineProvider } from '@mantine/core';
import { Suspense } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { later } from './later';

let root: Root | null = null;

function show(part: React.ReactNode): void {
  const place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  root.render(
    <MantineProvider>
      <p>What was typed</p>
      <Suspense>{part}</Suspense>
    </MantineProvider>,
  );
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('a part that is not loaded leaves the rest of the page, and is loaded by another attempt', async () => {
  let attempts = 0;
  const Part = later(async () => {
    attempts++;
    if (attempts === 1) {
      throw new TypeError('Failed to fetch dynamically imported module');
    }
    return { default: ({ name }: { name: string }) => <p>Part of {name}</p> };
  });
  show(<Part name="Ada" />);
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('This part of the page could not be loaded.');
  await expect.element(page.getByText('What was typed')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('Part of Ada')).toBeVisible();
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  expect(attempts).toBe(2);
});
