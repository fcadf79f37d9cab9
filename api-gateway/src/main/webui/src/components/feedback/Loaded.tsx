import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Failure } from './Failure';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'errorUpdateCount' | 'refetch'>;
  /** In the shape of what comes, so that nothing moves. */
  skeleton: ReactNode;
  failed?: (error: Error, again: () => void) => ReactNode;
  children: (data: T) => ReactNode;
}

/**
 * Shows what was read, from its first answer on. Data stay while they are read again, also if that
 * fails; a failure stays while it is tried again.
 */
export function Loaded<T>({ query, skeleton, failed, children }: Props<T>) {
  const [kept, setKept] = useState<Error | null>(null);
  if (query.error !== null && query.error !== kept) {
    setKept(query.error);
  }
  if (query.data !== undefined) {
    return children(query.data);
  }
  // What has never failed is another object than the one whose failure was kept.
  const error = query.errorUpdateCount === 0 ? null : kept;
  if (error === null) {
    return (
      <div aria-busy="true" style={{ display: 'contents' }}>
        {skeleton}
      </div>
    );
  }
  const again = () => void query.refetch();
  return failed ? failed(error, again) : <Failure error={error} again={again} />;
}
