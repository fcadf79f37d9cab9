import { Checkbox, CloseButton, MantineProvider, Radio } from '@mantine/core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { theme } from '@/theme/theme';
import { violations } from './sound';

let root: Root | null = null;

function show(part: React.ReactNode): void {
  const place = document.body.appendChild(document.createElement('main'));
  root = createRoot(place);
  root.render(<MantineProvider theme={theme}>{part}</MantineProvider>);
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

const SMALL = { width: 16, height: 16, padding: 0, border: 0 };

test('small targets without room between them are found', async () => {
  show(
    ['Add', 'Remove'].map((name) => <button key={name} type="button" style={SMALL} title={name} />),
  );
  await expect.element(page.getByRole('button', { name: 'Remove' })).toBeVisible();
  expect((await violations()).join()).toContain('target-size');
});

test('checkboxes, radio buttons and buttons that close have 24 pixels', async () => {
  show(
    <>
      <Checkbox label="One" />
      <Radio label="Two" />
      <CloseButton size="sm" aria-label="Three" />
      <CloseButton size="xs" aria-label="Four" />
    </>,
  );
  for (const target of [
    page.getByRole('checkbox', { name: 'One' }),
    page.getByRole('radio', { name: 'Two' }),
    page.getByRole('button', { name: 'Three' }),
    page.getByRole('button', { name: 'Four' }),
  ]) {
    await expect.element(target).toBeVisible();
    const { width, height } = target.element().getBoundingClientRect();
    expect([width, height].every((each) => each >= 24)).toBe(true);
  }
});
