import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hasStatus } from '@/api/problem';
import { Failure } from '../feedback/Failure';
import { Loaded } from '../feedback/Loaded';
import { Page } from './Page';
import { PageSkeleton } from './PageSkeleton';

interface Props<T> {
  query: UseQueryResult<T>;
  /** What stands in the title while the object's own name cannot be read. */
  kind: string;
  /** What there still is of an object that is not there any more. */
  gone?: ReactNode;
  children: (data: T) => ReactNode;
}

/** The page of one object. */
export function LoadedPage<T>({ query, kind, gone, children }: Props<T>) {
  return (
    <Loaded
      query={query}
      skeleton={<PageSkeleton />}
      failed={(error, again) => (
        <Page title={kind} actions={hasStatus(error, 404) && gone}>
          <Failure error={error} again={again} />
        </Page>
      )}
    >
      {children}
    </Loaded>
  );
}
