import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { watchShifts } from '@/testing/shifts';
import { Columns } from './Columns';

const below = page.getByText('below');
const beside = page.getByText('beside');

let root: Root;

beforeEach(() => {
  root = createRoot(document.body.appendChild(document.createElement('div')));
});

afterEach(() => root.unmount());

/** The first panel is low while it is read, and high afterwards. */
function render(read: boolean, readAgain = false) {
  root.render(
    <Columns
      main={
        <>
          <section style={{ height: read ? 400 : 40 }}>
            {(!read || readAgain) && <div aria-busy="true" />}
          </section>
          <section style={{ height: 300 }}>below</section>
        </>
      }
      side={<section style={{ height: 300 }}>beside</section>}
    />,
  );
}

/** Holds the clock of the panels that wait, so that a slow machine sees them wait. */
async function paused(): Promise<Animation[]> {
  await expect.poll(() => document.getAnimations().length).toBeGreaterThan(0);
  const waiting = document.getAnimations();
  for (const each of waiting) {
    each.pause();
    each.currentTime = 0;
  }
  return waiting;
}

test('a panel appears after the panel above it, and where it stays', async () => {
  await page.viewport(375, 900);
  const shifts = watchShifts();
  render(false);
  await paused();
  await expect.element(below).not.toBeVisible();
  await expect.element(beside).not.toBeVisible();
  render(true);
  await expect.element(below).toBeVisible();
  await expect.element(beside).toBeVisible();
  expect(await shifts.large()).toEqual([]);
});

test('a panel also waits for one that is nothing but busy yet', async () => {
  await page.viewport(375, 900);
  root.render(
    <Columns
      main={
        <>
          <div aria-busy="true" style={{ display: 'contents' }} />
          <section>below</section>
        </>
      }
      side={null}
    />,
  );
  await paused();
  await expect.element(below).not.toBeVisible();
});

test('a column does not wait for the column beside it', async () => {
  await page.viewport(1280, 900);
  render(false);
  await paused();
  await expect.element(below).not.toBeVisible();
  await expect.element(beside).toBeVisible();
});

test('a slow panel holds the others for a moment only', async () => {
  await page.viewport(375, 900);
  render(false);
  for (const each of await paused()) {
    each.finish();
  }
  await expect.element(below).toBeVisible();
  await expect.element(beside).toBeVisible();
});

test('a panel that reads more hides nothing', async () => {
  await page.viewport(375, 900);
  render(true);
  await expect.element(below).toBeVisible();
  render(true, true);
  await expect.poll(() => document.querySelector('[aria-busy]')).not.toBeNull();
  await expect.element(below).toBeVisible();
  expect(document.getAnimations()).toEqual([]);
});
