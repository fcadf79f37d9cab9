import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Goes on in a list that is read page by page. */
export function More({ query }: Props) {
  const { t } = useTranslation();
  return query.hasNextPage ? (
    <Group justify="center" p="sm">
      <Button
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {t('list.more')}
      </Button>
    </Group>
  ) : null;
}
