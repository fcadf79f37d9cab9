import { expect, test } from 'vitest';
import { deliveryStates } from '../states/DeliveryState';
import { causeName } from './causeName';

test.each(deliveryStates)('a delivery in the state %s without a cause has words', (state) => {
  expect(causeName(undefined, state)).toBe(`causes.names.${state}`);
});

test('a cause counts before the state, and one of a newer API is shown by its code', () => {
  expect(causeName('no-answer', 'uncertain')).toBe('causes.names.no-answer');
  expect(causeName('newer', 'uncertain')).toBe('causes.names.other');
});
