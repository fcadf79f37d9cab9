import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from '@/texts/useTranslation';

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'errorUpdateCount'>;
  children: (data: T) => ReactNode;
}

/** A value in a line of text. Until the value is read, a placeholder takes its place. */
export function InlineValue<T>({ query, children }: Props<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) {
    return children(query.data);
  }
  return query.errorUpdateCount === 0 ? (
    <Skeleton component="span" display="inline-block" width={70} height={12} aria-busy="true" />
  ) : (
    t('home.notKnown')
  );
}
