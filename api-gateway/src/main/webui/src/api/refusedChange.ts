import type { NewChangeRequest } from './generated/model';
import { ProblemError } from './problem';

/** A change that was refused although a second person could approve it. */
export interface RefusedChange {
  method: string;
  /** Below the workspace. */
  path: string;
  body?: NewChangeRequest['body'];
  /** The ETag that the object must still have. */
  ifMatch?: string;
}

const refused = new WeakMap<ProblemError, RefusedChange>();

/** Remembers with a refusal what was refused, so that the same can be asked for again. */
export function withChange(error: ProblemError, url: string, init: RequestInit): ProblemError {
  const path = /^\/api\/v1\/workspaces\/[^/]+(\/.+)$/.exec(url)?.[1];
  if (error.code === 'approval-needed' && path) {
    const ifMatch = new Headers(init.headers).get('If-Match');
    refused.set(error, {
      method: init.method ?? 'GET',
      path,
      ...(typeof init.body === 'string'
        ? { body: JSON.parse(init.body) as NewChangeRequest['body'] }
        : {}),
      ...(ifMatch ? { ifMatch } : {}),
    });
  }
  return error;
}

/** What a second person could approve; null where an error is no such refusal. */
export function refusedChange(error: unknown): RefusedChange | null {
  return (error instanceof ProblemError && refused.get(error)) || null;
}
