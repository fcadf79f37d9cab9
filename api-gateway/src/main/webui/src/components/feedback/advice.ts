import { ProblemError, UnreachableError } from '@/api/problem';

/** What happened, in words of the person's world; the API's own detail stands below it. */
export type FailureKind =
  | 'unreachable'
  | 'signedOut'
  | 'forbidden'
  | 'approvalNeeded'
  | 'notFound'
  | 'conflict'
  | 'changedMeanwhile'
  | 'invalid'
  | 'tooLong'
  | 'tooMany'
  | 'passing'
  | 'internal'
  | 'page';

const BY_STATUS: Readonly<Record<number, FailureKind>> = {
  400: 'invalid',
  401: 'signedOut',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  412: 'changedMeanwhile',
  422: 'invalid',
  429: 'tooMany',
};

const BY_CODE: Readonly<Record<string, FailureKind>> = {
  'approval-needed': 'approvalNeeded',
  'query-too-long': 'tooLong',
};

export function failureKind(error: unknown): FailureKind {
  if (error instanceof UnreachableError) {
    return 'unreachable';
  }
  if (error instanceof ProblemError) {
    const ofCode = BY_CODE[error.code];
    if (ofCode) {
      return ofCode;
    }
    return BY_STATUS[error.status] ?? (error.problem.retryable ? 'passing' : 'internal');
  }
  return 'page';
}

export function adviceFor(error: unknown) {
  const kind = failureKind(error);
  return { title: `failure.${kind}.title`, whatToDo: `failure.${kind}.whatToDo` } as const;
}
