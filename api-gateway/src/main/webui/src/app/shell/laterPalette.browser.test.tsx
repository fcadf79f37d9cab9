import { MantineProvider } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { me } from '@/testing/northwind';
import { laterPalette } from './LaterPalette';
import type { PaletteProps } from './OpenedPalette';

type Loaded = { OpenedPalette: (props: PaletteProps) => ReactNode };

const field = page.getByRole('textbox', { name: 'Find anything' });
const palette = page.getByRole('textbox', { name: 'Palette' });
const again = page.getByRole('button', { name: 'Try again' });

let root: Root | null = null;

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

/** As the palette: it takes over the text with the focus. */
function Palette({ opened, takeTyped }: PaletteProps) {
  const [query, setQuery] = useState('');
  const takeOver = () => {
    const typed = takeTyped();
    if (typed !== null) {
      setQuery(typed);
    }
  };
  return opened ? (
    <input
      // biome-ignore lint/a11y/noAutofocus: the palette takes the focus
      autoFocus
      aria-label="Palette"
      value={query}
      onFocus={takeOver}
      onChange={({ currentTarget }) => setQuery(currentTarget.value)}
    />
  ) : null;
}

/** One attempt to load the code, which ends when the test says. */
function attempt() {
  let load: (loaded: Loaded) => void = () => {};
  let fail: (cause: Error) => void = () => {};
  const loading = new Promise<Loaded>((resolve, reject) => {
    load = resolve;
    fail = reject;
  });
  return { loading, load, fail };
}

function show() {
  let newest = attempt();
  const usePalette = laterPalette(() => newest.loading);
  function Page() {
    return (
      <MantineProvider>
        <button type="button">Opener</button>
        <Opened />
      </MantineProvider>
    );
  }
  function Opened() {
    return usePalette(me({})).shown;
  }
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(<Page />);
  return {
    load: () => newest.load({ OpenedPalette: Palette }),
    fail: () => {
      const failed = newest;
      newest = attempt();
      failed.fail(new TypeError('Failed to fetch dynamically imported module'));
    },
  };
}

test('what is typed before its code is loaded is kept after a failed load, for the next attempt', async () => {
  const code = show();
  await page.getByRole('button', { name: 'Opener' }).click();
  await userEvent.keyboard('{Control>}k{/Control}dest');
  await expect.element(field).toHaveValue('dest');
  code.fail();
  await expect.element(page.getByRole('alert')).toHaveTextContent('could not be loaded');
  await expect.element(field).not.toBeInTheDocument();
  await expect.element(page.getByRole('button', { name: 'Opener' })).toHaveFocus();

  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(again).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  code.load();
  await expect.element(palette).toHaveFocus();
  await expect.element(palette).toHaveValue('dest');
  await expect.element(again).not.toBeInTheDocument();
});

test('the text is kept over several failed attempts', async () => {
  const code = show();
  await page.getByRole('button', { name: 'Opener' }).click();
  await userEvent.keyboard('{Control>}k{/Control}sync');
  await expect.element(field).toHaveValue('sync');
  code.fail();
  await again.click();
  code.fail();
  await expect.element(again).toBeVisible();
  await again.click();
  code.load();
  await expect.element(palette).toHaveValue('sync');
});
