import { Button, MantineProvider, Menu } from '@mantine/core';
import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { LaterModal } from './LaterModal';

let root: Root | null = null;

function show(part: React.ReactNode): void {
  const place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  root.render(<MantineProvider>{part}</MantineProvider>);
}

afterEach(() => {
  root?.unmount();
  document.body.replaceChildren();
});

const dialog = page.getByRole('dialog');

/** A window that the page removes while it is open, as the forms of a team are. */
function Removed() {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button onClick={() => setAsked(true)}>Invite</Button>
      {asked && (
        <LaterModal opened onClose={() => setAsked(false)} title="Invitation">
          <Button data-autofocus onClick={() => setAsked(false)}>
            Done
          </Button>
        </LaterModal>
      )}
    </>
  );
}

test('a window that is removed returns the focus to its button', async () => {
  show(<Removed />);
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect.element(dialog.getByRole('button', { name: 'Done' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByRole('button', { name: 'Invite' })).toHaveFocus();
});

function FromMenu() {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button>More</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpened(true)}>Delete</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <LaterModal opened={opened} onClose={() => setOpened(false)} title="Question">
        <Button data-autofocus>Cancel</Button>
      </LaterModal>
    </>
  );
}

test('a window that an entry of a menu opened returns the focus to the button of the menu', async () => {
  show(<FromMenu />);
  // The second time, the code of the window is loaded.
  for (let time = 0; time < 2; time++) {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'More' })).toHaveFocus();
  }
});

/** The answer of the first window is a second one, as a new password is. */
function OneAfterAnother() {
  const [step, setStep] = useState(0);
  return (
    <>
      <Button onClick={() => setStep(1)}>Create client</Button>
      {step === 1 && (
        <LaterModal opened onClose={() => setStep(0)} title="New client">
          <Button data-autofocus onClick={() => setStep(2)}>
            Create
          </Button>
        </LaterModal>
      )}
      {step === 2 && (
        <LaterModal opened onClose={() => setStep(0)} title="Secret">
          <Button data-autofocus onClick={() => setStep(0)}>
            Saved
          </Button>
        </LaterModal>
      )}
    </>
  );
}

test('the second of two windows returns the focus to what opened the first', async () => {
  show(<OneAfterAnother />);
  await page.getByRole('button', { name: 'Create client' }).click();
  await expect.element(dialog.getByRole('button', { name: 'Create', exact: true })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog.getByRole('button', { name: 'Saved' })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(page.getByRole('button', { name: 'Create client' })).toHaveFocus();
});
