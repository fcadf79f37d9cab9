import { expect, test } from 'vitest';
import { ProblemError, UnreachableError } from '@/api/problem';
import { failureKind } from './advice';

function problem(status: number, retryable: boolean, code = 'any'): ProblemError {
  return new ProblemError({
    type: 'about:blank',
    title: '',
    status,
    code,
    retryable,
    requestId: '',
  });
}

test.each([
  [403, false, 'forbidden'],
  [404, false, 'notFound'],
  [412, false, 'changedMeanwhile'],
  [503, true, 'passing'],
  [500, false, 'internal'],
] as const)('an answer with status %i (retryable: %s) is told as %s', (status, retryable, kind) => {
  expect(failureKind(problem(status, retryable))).toBe(kind);
});

test('no answer and a broken page are told apart', () => {
  expect(failureKind(new UnreachableError('refused'))).toBe('unreachable');
  expect(failureKind(new TypeError('x is undefined'))).toBe('page');
});

test('a question that took too long is told apart from one with values that are not valid', () => {
  expect(failureKind(problem(422, false, 'query-too-long'))).toBe('tooLong');
  expect(failureKind(problem(422, false))).toBe('invalid');
});

test('a refusal that a second person can lift is told apart from others', () => {
  expect(failureKind(problem(403, false, 'approval-needed'))).toBe('approvalNeeded');
});
