import { expect, it } from 'vitest';
import { blockedFault, patternFault } from './patterns';

it('takes flags as RE2 writes them', () => {
  expect(patternFault('(?i)^abc$')).toBeUndefined();
  expect(patternFault('^(abc$')).toBeDefined();
});

it('names the line of the first expression that is wrong', () => {
  expect(blockedFault('^a$\n\n^(b$\n^(c$', {}, '/types/1/blocked')).toMatchObject({ line: 2 });
  expect(blockedFault('^a$', {}, '/types/1/blocked')).toBeUndefined();
});

it('puts what the API says at its line', () => {
  const faults = { '/types/1/blocked/1': 'missing )' };
  expect(blockedFault('^a$\n^b$', faults, '/types/1/blocked')).toEqual({
    line: 2,
    fault: 'missing )',
  });
  expect(blockedFault('^a$\n^b$', faults, '/types/2/blocked')).toBeUndefined();
});
