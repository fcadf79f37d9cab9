import { Button, MantineProvider } from '@mantine/core';
import { createRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { LaterModal } from '@/components/later/LaterModal';
import { PaletteField } from './PaletteField';

let root: Root | null = null;

const field = page.getByRole('textbox', { name: 'Find anything' });

function show(part: React.ReactNode) {
  const onClose = vi.fn();
  const onLeave = vi.fn();
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <MantineProvider>
      {part}
      <PaletteField field={createRef<HTMLInputElement>()} onClose={onClose} onLeave={onLeave} />
    </MantineProvider>,
  );
  return { onClose, onLeave };
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

test('Escape closes the field, and not the dialog behind it', async () => {
  const closeDialog = vi.fn();
  const { onClose } = show(
    <LaterModal opened onClose={closeDialog} title="Question" trapFocus={false}>
      Open
    </LaterModal>,
  );
  await expect.element(page.getByRole('dialog')).toBeVisible();
  (field.element() as HTMLElement).focus();
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
  expect(closeDialog).not.toHaveBeenCalled();
});

test('keys of an input method are left to it', async () => {
  const { onClose } = show(null);
  await expect.element(field).toHaveFocus();
  const keys = ['Escape', 'Enter'].map(
    (key) =>
      new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }),
  );
  for (const key of keys) {
    field.element().dispatchEvent(key);
  }
  expect(onClose).not.toHaveBeenCalled();
  expect(keys.map(({ defaultPrevented }) => defaultPrevented)).toEqual([false, false]);
});

test('the field closes when the focus goes elsewhere', async () => {
  const { onLeave } = show(<Button>Elsewhere</Button>);
  await expect.element(field).toHaveFocus();
  await page.getByRole('button', { name: 'Elsewhere' }).click();
  await expect.poll(() => onLeave.mock.calls.length).toBe(1);
  await expect.element(page.getByRole('button', { name: 'Elsewhere' })).toHaveFocus();
});
