import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import type { Sync } from '@/api/generated/model';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';

const OpenedReplay = later(() =>
  import('./OpenedReplay').then(({ OpenedReplay }) => ({ default: OpenedReplay })),
);

/** The height of the form in pixels, so that the dialog keeps its size. */
const HEIGHT = 240;

interface Props {
  sync: Sync;
  opened: boolean;
  onClose: () => void;
}

/** Sends the past events that a sync has not had, after it asks for how far back. */
export function ReplayEvents({ sync, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('activation.replayTitle', { name: sync.name })}
    >
      <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
        <OpenedReplay sync={sync} onClose={onClose} />
      </Suspense>
    </Dialog>
  );
}
