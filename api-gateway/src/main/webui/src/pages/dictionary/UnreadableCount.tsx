import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/texts/useTranslation';
import type { Unreadable, UnreadableQuery } from './queries';

interface Props {
  query: UnreadableQuery;
  words: (unreadable: Unreadable) => string;
}

/** How many of the known values could not be read as a type, before the type is declared. */
export function UnreadableCount({ query, words }: Props) {
  const { t } = useTranslation();
  const { data, isPending } = useQuery({ ...query, staleTime: 0 });
  if (isPending) {
    return <Skeleton height={21} aria-busy="true" />;
  }
  return <Text role="status">{data == null ? t('dictionary.notCounted') : words(data)}</Text>;
}
