import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { newestEventsQuery } from '@/api/newestEventsQuery';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** When a source was heard last. */
export function LastEvent({ source }: { source: string }) {
  const { t } = useTranslation();
  const { data, isError } = useQuery(newestEventsQuery(useWorkspace(), 1, source));
  if (data === undefined) {
    return isError ? <>–</> : <Skeleton height={14} width={80} display="inline-block" />;
  }
  const newest = data[0];
  return newest ? <Time at={newest.receivedAt} clock="business" /> : t('sources.nothingYet');
}
