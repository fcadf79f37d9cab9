import { Button, MantineProvider } from '@mantine/core';
import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { LaterDrawer } from './LaterDrawer';
import { LaterModal } from './LaterModal';

let root: Root | null = null;

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

/** A drawer that is held while a question is over it, as that of the versions is. */
function OverDrawer() {
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>History</Button>
      <LaterDrawer
        opened={opened}
        onClose={() => setOpened(false)}
        title="Versions"
        closeOnEscape={!asked}
        trapFocus={!asked}
        inert={asked}
      >
        <Button>Compare</Button>
        <Button onClick={() => setAsked(true)}>Restore</Button>
        <LaterModal opened={asked} onClose={() => setAsked(false)} title="Question">
          <Button data-autofocus>Cancel</Button>
        </LaterModal>
      </LaterDrawer>
    </>
  );
}

test('a window over a drawer returns the focus to its button in the drawer', async () => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <MantineProvider>
      <OverDrawer />
    </MantineProvider>,
  );
  await page.getByRole('button', { name: 'History' }).click();
  const restore = page.getByRole('button', { name: 'Restore' });
  // The first time, the code of the window is not loaded yet.
  for (let time = 0; time < 2; time++) {
    await restore.click();
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Cancel' })).not.toBeInTheDocument();
    await expect.element(restore).toHaveFocus();
  }
  await userEvent.keyboard('{Escape}');
  await expect.element(restore).not.toBeInTheDocument();
  await expect.element(page.getByRole('button', { name: 'History' })).toHaveFocus();
});
