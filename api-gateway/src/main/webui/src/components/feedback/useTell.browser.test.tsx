import { MantineProvider } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { useTell } from './useTell';

let root: Root;
let tell: ReturnType<typeof useTell> | undefined;

beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
});

afterEach(() => {
  notifications.clean();
  root.unmount();
  document.body.replaceChildren();
});

function NotifyingPage() {
  tell = useTell();
  return null;
}

test('a success closes by itself, but not under the focus; a failure stays', async () => {
  root.render(
    <MantineProvider>
      <Notifications autoClose={500} />
      <NotifyingPage />
    </MantineProvider>,
  );
  await expect.poll(() => tell).toBeDefined();
  tell?.({ message: 'Refused', color: 'red' });
  tell?.({ message: 'Saved' });
  const close = page
    .getByRole('alert')
    .filter({ hasText: 'Saved' })
    .getByRole('button', { name: 'Close' });
  await expect.element(close).toBeInTheDocument();
  (close.element() as HTMLElement).focus();
  tell?.({ message: 'Also saved' });
  await expect.element(page.getByText('Also saved')).toBeInTheDocument();
  await expect.element(page.getByText('Also saved')).not.toBeInTheDocument();
  await expect.element(close).toBeInTheDocument();
  (close.element() as HTMLElement).blur();
  await expect.element(close).not.toBeInTheDocument();
  await expect.element(page.getByText('Refused')).toBeInTheDocument();
});
