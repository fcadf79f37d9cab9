import { Button, Group } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
  /** Waits to be asked, where something stands below. */
  onlyAsked?: boolean;
}

/** Goes on in a list that is read page by page, as soon as its end is in sight, or when asked. */
export function More({ query, onlyAsked = false }: Props) {
  const { t } = useTranslation();
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const goOn =
    inViewport && !onlyAsked && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (goOn) {
      void fetchNextPage();
    }
  }, [goOn, fetchNextPage]);
  return hasNextPage ? (
    <Group ref={ref} justify="center" p="sm">
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('list.more')}
      </Button>
    </Group>
  ) : null;
}
