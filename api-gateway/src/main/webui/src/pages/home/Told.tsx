import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isAsked } from './parts';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'isError' | 'errorUpdateCount'>;
  children: (data: T) => ReactNode;
}

/** One thing in a line of text, as far as it is known. */
export function Told<T>({ query, children }: Props<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) {
    return children(query.data);
  }
  return isAsked(query) ? (
    <Skeleton component="span" display="inline-block" width={70} height={12} aria-busy="true" />
  ) : (
    t('home.notKnown')
  );
}
