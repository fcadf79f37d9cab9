import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { type ComponentType, Suspense } from 'react';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { useTranslation } from '@/texts/useTranslation';
import type { Opened } from './HistoryDrawer';
import { useHistorySearch } from './useHistorySearch';

interface Props extends Opened {
  /** Shows the versions of such an object; the page loads it when it is opened first. */
  drawer: ComponentType<Opened>;
}

/** Opens the versions of an object: who changed what when, and the way back. */
export function History({ drawer: Drawer, ...object }: Props) {
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
          <Drawer {...object} />
        </Suspense>
      )}
    </>
  );
}
