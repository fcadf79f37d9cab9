import { expect, it } from 'vitest';
import { ProblemError } from '@/api/problem';
import { faultIn, faultsOf, isElsewhere } from './faults';

function problem(code: string, errors?: { pointer: string; detail: string }[]) {
  return new ProblemError({
    type: 'about:blank',
    title: 'Invalid',
    status: 422,
    code,
    detail: 'Not so',
    retryable: false,
    requestId: 'req_1',
    ...(errors ? { errors } : {}),
  });
}

it('finds what is said of a field and of what stands inside of it', () => {
  const faults = faultsOf(problem('invalid', [{ pointer: '/mapping/1/field', detail: 'Unknown' }]));
  expect(faultIn(faults, '/mapping')).toBe('Unknown');
  expect(faultIn(faults, '/mapping/1')).toBe('Unknown');
  expect(faultIn(faults, '/map')).toBeUndefined();
});

it('puts a taken key at its field', () => {
  expect(faultsOf(problem('key-taken'))).toEqual({ '/key': 'Not so' });
});

it('leaves to the whole form what no field shows', () => {
  const shown = (pointer: string) => pointer === '/name';
  expect(isElsewhere(null, shown)).toBe(false);
  expect(isElsewhere(problem('conflict'), shown)).toBe(true);
  expect(isElsewhere(problem('invalid', [{ pointer: '/name', detail: 'No' }]), shown)).toBe(false);
  expect(isElsewhere(problem('invalid', [{ pointer: '/from', detail: 'No' }]), shown)).toBe(true);
});
