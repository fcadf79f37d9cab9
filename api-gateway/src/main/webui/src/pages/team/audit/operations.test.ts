import { expect, it } from 'vitest';
import { eventOf, known, whose } from './operations';

it('knows of whom an entry is, or that it is of several or of nobody', () => {
  expect(whose({ operation: 'readProfile', profile: 'prf_1' })).toEqual({ profile: 'prf_1' });
  expect(whose({ operation: 'exportEvents', profile: null })).toBe('several');
  expect(whose({ operation: 'readQuarantinedInput', profile: null })).toBe('nobody');
});

it('does not guess where it can’t know', () => {
  expect(known('listSomethingNew')).toBeNull();
  expect(known('toString')).toBeNull();
  expect(whose({ operation: 'listSomethingNew', profile: null })).toBe('notOne');
  expect(whose({ operation: 'listSomethingNew', profile: 'prf_1' })).toEqual({ profile: 'prf_1' });
});

it('leads to an event, and to nothing else that was read in part', () => {
  expect(eventOf({ operation: 'readEvent', part: 'evt_1' })).toBe('evt_1');
  expect(eventOf({ operation: 'readQuarantinedInput', part: 'evt_1' })).toBe('evt_1');
  expect(eventOf({ operation: 'revealTrait', part: 'passport' })).toBeNull();
});
