import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '@/testing/rules';
import { exactly, isBlocked, withBlocked } from './block';
import { blockedOf, draftOf, type RulesDraft, requestOf } from './draft';

const types = ({ lines }: RulesDraft) => lines.map(({ type }) => type);
const blocked = ({ lines }: RulesDraft, type: string) =>
  blockedOf(lines.find((line) => line.type === type)?.blocked ?? '');

it.each(['+31201234567', 'a.b@c.d', 'till (3) [*]', '\\^$|{}?'])(
  'finds %s and no other',
  (value) => {
    const pattern = new RegExp(exactly(value));
    expect(pattern.test(value)).toBe(true);
    expect(pattern.test(`${value}0`)).toBe(false);
    expect(pattern.test(`0${value}`)).toBe(false);
  },
);

describe('blocking a value', () => {
  const rules = draftOf(DEFAULTS);

  it('adds it to the line of its type, once', () => {
    const once = withBlocked(rules, { type: 'email', value: 'info@shop.example' }, DEFAULTS);
    const twice = withBlocked(once, { type: 'email', value: 'info@shop.example' }, DEFAULTS);
    expect(blocked(once, 'email').at(-1)).toBe('^info@shop\\.example$');
    expect(twice).toEqual(once);
    expect(blocked(once, 'phone')).toEqual(blocked(rules, 'phone'));
  });

  it('gives a type its own line, as strong as before, so that other types keep the value', () => {
    const changed = withBlocked(rules, { type: 'device_id', value: 'kiosk' }, DEFAULTS);
    expect(types(changed)).toEqual(['user_id', 'email', 'phone', 'device_id', '*', 'anonymous_id']);
    expect(blocked(changed, 'device_id').at(-1)).toBe('^kiosk$');
    expect(blocked(changed, '*')).toEqual(blocked(rules, '*'));
  });

  it.each([
    { type: 'email', value: 'info@shop.example' },
    { type: 'device_id', value: 'kiosk' },
  ])('is told of $value afterwards, and of no other', (value) => {
    const after = requestOf(withBlocked(rules, value, DEFAULTS));
    expect(isBlocked(DEFAULTS, value)).toBe(false);
    expect(isBlocked(after, value)).toBe(true);
    expect(isBlocked(after, { ...value, value: `${value.value}0` })).toBe(false);
    expect(isBlocked(after, { ...value, type: 'phone' })).toBe(false);
  });
});
