import type { Problem } from './generated/model';

/** What the API refused, in its own words (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }

  /** What is said of one field of the request's body, by its JSON pointer. */
  at(pointer: string): string | undefined {
    return this.problem.errors?.find((error) => error.pointer === pointer)?.detail;
  }
}

/** No answer at all: the network, or the gateway, is away. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ProblemError && error.status === status;
}

/** Whether asking again later may help. */
export function mayPass(error: unknown): boolean {
  return (
    error instanceof UnreachableError || (error instanceof ProblemError && error.problem.retryable)
  );
}

/** Whether nobody has said if the request took effect. */
export function isWithoutAnswer(error: unknown): boolean {
  return (
    error instanceof UnreachableError || (error instanceof ProblemError && error.status >= 500)
  );
}

/**
 * Reads what stands in an answer that is no success. A proxy in between may answer without a problem
 * document; then the status is all that is known, and the title stays empty.
 */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  const told = isProblem(body) ? body : null;
  return new ProblemError({
    type: told?.type ?? 'about:blank',
    title: told?.title ?? '',
    status: response.status,
    code: told?.code ?? 'unknown',
    retryable: told?.retryable ?? response.status >= 500,
    requestId: told?.requestId ?? response.headers.get('X-Request-Id') ?? '',
    ...(told?.detail ? { detail: told.detail } : {}),
    ...(told?.errors ? { errors: told.errors } : {}),
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body;
}
