import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Edge, Identifier } from '@/api/generated/model';
import { Api } from '@/testing/api';
import { open } from '@/testing/open';
import { answerIdentity } from '@/testing/people';
import { sound } from '@/testing/sound';

const AT = '2026-03-02T09:00:00Z';

const identifiers: Identifier[] = [
  { type: 'user_id', value: 'ann' },
  { type: 'email', value: 'ann@shop.example' },
  { type: 'anonymous_id', value: 'her-phone' },
];

const edgeOf = (left: number, right: number): Edge => ({
  left: { index: left, type: '', value: '', ...identifiers[left] },
  right: { index: right, type: '', value: '', ...identifiers[right] },
  at: AT,
  cause: 'evt_1',
  messageId: null,
  rulesVersion: 0,
  source: 'src_web',
});

const item = (kind: 'box' | 'line') =>
  document.querySelectorAll<SVGElement>(`[data-item^=${kind}]`);
const pressed = () => document.querySelectorAll('[data-item][aria-pressed=true]');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const known = page.getByText('known since');

let api: Api;

beforeEach(async () => {
  api = new Api();
  answerIdentity(api, identifiers, { edges: [edgeOf(0, 1), edgeOf(0, 2)] });
  api.empty('listLinkedPeople', 'listModels', 'listSources');
  await open(api, '/profiles/prf_ann?tab=identity', { role: 'viewer' });
  await expect.poll(() => item('box').length).toBe(3);
});

test('a box and a line show what is known of them; a click beside them closes it', async () => {
  expect(item('line')).toHaveLength(2);
  await page.elementLocator(item('box')[0] as Element).click();
  await expect.element(known.first()).toBeVisible();
  expect(pressed()).toHaveLength(1);
  await sound();
  document
    .querySelector<SVGElement>('[data-item^=line] path')
    ?.parentElement?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await expect.poll(() => pressed()[0]?.getAttribute('data-item')).toMatch(/^line/);
  document.querySelector('figure svg')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await expect.poll(() => pressed().length).toBe(0);
});

test('it is one stop of the Tab key, and the arrows go through it', async () => {
  expect(document.querySelectorAll('[data-item][tabindex="0"]')).toHaveLength(1);
  item('box')[0]?.focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => document.activeElement?.getAttribute('data-item')).toMatch(/^line/);
  expect(document.activeElement?.getAttribute('aria-pressed')).toBe('true');
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => document.activeElement?.getAttribute('data-item')).toMatch(/^box/);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => pressed().length).toBe(0);
});

test('it becomes larger and smaller, and fits again', async () => {
  const width = () => item('box')[0]?.getBoundingClientRect().width ?? 0;
  const fitting = width();
  await button('Zoom in').click();
  await expect.poll(width).toBeGreaterThan(fitting);
  await button('Show everything').click();
  await expect.poll(width).toBe(fitting);
  await button('Zoom out').click();
  await expect.poll(width).toBeLessThan(fitting);
});
