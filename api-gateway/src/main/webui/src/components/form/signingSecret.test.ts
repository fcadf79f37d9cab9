import { expect, it } from 'vitest';
import { signingSecret } from './signingSecret';

it('is 32 random bytes behind the prefix of the standard', () => {
  const [one, other] = [signingSecret(), signingSecret()];
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(atob(one.slice('whsec_'.length))).toHaveLength(32);
  expect(one).not.toBe(other);
});
