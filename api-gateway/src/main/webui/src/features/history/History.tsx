import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { useTranslation } from '@/texts/useTranslation';
import type { Kind } from './kinds';
import { useHistorySearch } from './useHistorySearch';

const HistoryDrawer = lazy(() =>
  import('./HistoryDrawer').then(({ HistoryDrawer }) => ({ default: HistoryDrawer })),
);

interface Props {
  kind: Kind;
  id: string;
  /** Null where the object itself cannot be read, for example after its deletion. */
  name: string | null;
}

/** Opens the versions of an object: who changed what when, and the way back. */
export function History(object: Props) {
  const { t } = useTranslation();
  const { shown, showAll } = useHistorySearch();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={showAll}
      >
        {t('history.open')}
      </Button>
      {useOpenedOnce(shown.what !== 'nothing') && (
        <Suspense>
          <HistoryDrawer {...object} />
        </Suspense>
      )}
    </>
  );
}
