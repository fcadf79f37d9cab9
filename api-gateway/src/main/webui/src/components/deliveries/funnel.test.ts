import { expect, test } from 'vitest';
import { identifierOf, sharesOf, stopName } from './funnel';

test('the shares are of those whom the sync is about', () => {
  const steps = [
    { step: 'people', count: 200, stops: [] },
    { step: 'identifier', count: 150, stops: [{ code: 'no-identifier', count: 50 }] },
    { step: 'accepted', count: 0, stops: [] },
  ] as const;
  expect(sharesOf({ steps: steps.map((step) => ({ ...step, stops: [...step.stops] })) })).toEqual([
    1, 0.75, 0,
  ]);
  expect(sharesOf({ steps: [{ step: 'people', count: 0, stops: [] }] })).toEqual([0]);
});

test('why people stop is told in words, and by its code where it is new', () => {
  expect(stopName({ code: 'rejected' })).toBe('funnel.stops.rejected');
  expect(stopName({ code: 'exists' })).toBe('funnel.stops.exists');
  expect(stopName({ code: 'absent' })).toBe('funnel.stops.absent');
  expect(stopName({ code: 'no-room' })).toBe('funnel.stops.other');
});

test('what must be known is named where it can be missing', () => {
  expect(identifierOf({ kind: 'identifier', type: 'email' })).toBe('email');
  expect(identifierOf({ kind: 'trait', name: 'crm_id' })).toBe('crm_id');
  expect(identifierOf({ kind: 'profile' })).toBeNull();
  expect(identifierOf(undefined)).toBeNull();
});
