import { expect, it } from 'vitest';
import { sentIdentifier } from './sentIdentifier';

const identifiers = [
  { type: 'user_id', value: 'u-1' },
  { type: 'email', value: 'zoe@shop.example' },
  { type: 'email', value: 'ada@shop.example' },
];

it('is the identifier in the trait with the name of its type', () => {
  const traits = { email: ' Zoe@shop.example ' };
  expect(sentIdentifier({ identifiers, traits }, 'email')).toBe('zoe@shop.example');
});

it('is the first by value where the trait has none of them', () => {
  expect(sentIdentifier({ identifiers, traits: {} }, 'email')).toBe('ada@shop.example');
  const traits = { email: 'someone@else.example' };
  expect(sentIdentifier({ identifiers, traits }, 'email')).toBe('ada@shop.example');
});

it('is nothing where the person has no such identifier, or it is masked', () => {
  expect(sentIdentifier({ identifiers, traits: {} }, 'phone')).toBeNull();
  const masked = [{ type: 'email', value: { masked: true as const } }];
  expect(sentIdentifier({ identifiers: masked, traits: {} }, 'email')).toBeNull();
});
