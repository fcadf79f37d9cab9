import { beforeEach, expect, test, vi } from 'vitest';
import { forgetLink, tokenOfLink } from './link';

const replaceState = vi.fn();

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

function openedAt(hash: string) {
  vi.stubGlobal('window', {
    location: { hash, pathname: '/invitation' },
    history: { replaceState },
  });
}

test('the token leaves the address and is still known after the sign-in', () => {
  openedAt('#secret');
  expect(tokenOfLink()).toBe('secret');
  expect(replaceState).toHaveBeenCalledWith(null, '', '/invitation');
  openedAt('');
  expect(tokenOfLink()).toBe('secret');
  forgetLink();
  expect(tokenOfLink()).toBeNull();
});
