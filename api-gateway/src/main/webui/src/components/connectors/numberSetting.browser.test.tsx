import { MantineProvider } from '@mantine/core';
import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NumberSetting } from './NumberSetting';

let root: Root | null = null;
let given: (number | string)[] = [];

function Setting() {
  const [value, setValue] = useState<number | string>(10);
  return (
    <NumberSetting
      label="Port"
      value={value}
      onChange={(changed) => {
        given.push(changed);
        setValue(changed);
      }}
    />
  );
}

const field = page.getByRole('textbox', { name: 'Port' });

beforeEach(async () => {
  given = [];
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <MantineProvider>
      <Setting />
    </MantineProvider>,
  );
  await expect.element(field).toHaveValue('10');
  await field.clear();
});

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('gives numbers, and keeps on screen what is typed', async () => {
  await userEvent.type(field, '-1.05');
  await expect.element(field).toHaveValue('-1.05');
  expect(given).toEqual(['', '-', -1, -1, -1, -1.05]);
});

test('takes no letters', async () => {
  await userEvent.type(field, '8a0');
  await expect.element(field).toHaveValue('80');
  expect(given.at(-1)).toBe(80);
});

test('keeps digits that a number can’t hold', async () => {
  await userEvent.type(field, '12345678901234567890');
  await expect.element(field).toHaveValue('12345678901234567890');
  expect(given.at(-1)).toBe('12345678901234567890');
});
