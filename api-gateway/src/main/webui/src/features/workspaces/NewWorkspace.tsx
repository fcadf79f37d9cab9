import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';

const OpenedNewWorkspace = later(() =>
  import('./OpenedNewWorkspace').then(({ OpenedNewWorkspace }) => ({
    default: OpenedNewWorkspace,
  })),
);

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Creates a workspace, and shows the secret of its first API client once. */
export function NewWorkspace({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog size="lg" holds opened={opened} onClose={onClose} title={t('workspace.create')}>
      <Suspense fallback={<Skeleton height={420} />}>
        <OpenedNewWorkspace onClose={onClose} />
      </Suspense>
    </Dialog>
  );
}
