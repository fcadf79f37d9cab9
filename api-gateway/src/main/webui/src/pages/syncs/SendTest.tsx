import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import type { Sync } from '@/api/generated/model';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';

const OpenedTest = later(() =>
  import('./OpenedTest').then(({ OpenedTest }) => ({ default: OpenedTest })),
);

/** The height of the form in pixels, so that the dialog keeps its size. */
const HEIGHT = 190;

interface Props {
  sync: Sync;
  opened: boolean;
  onClose: () => void;
}

/** Asks for the person whose record is sent as a test. */
export function SendTest({ sync, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t(sync.mode === 'delete' ? 'activation.deleteTest' : 'activation.sendTest')}
      size="lg"
    >
      <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
        <OpenedTest sync={sync} />
      </Suspense>
    </Dialog>
  );
}
