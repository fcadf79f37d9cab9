import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import type { Filed } from './filing';
import type { Kind } from './kinds';

const FilingForm = later(() =>
  import('./OpenedFilingForm').then(({ FilingForm }) => ({ default: FilingForm })),
);

/** The height of the form in pixels, so that the dialog keeps its size. */
const HEIGHT = 300;

interface Props {
  kind: Kind;
  of: Filed & { id: string; name: string };
  opened: boolean;
  onClose: () => void;
}

/** How users find a definition again: its tags, its folder and its owner. */
export function FilingDialog({ kind, of, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} holds onClose={onClose} title={t('filing.title', { name: of.name })}>
      <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
        <FilingForm kind={kind} of={of} onClose={onClose} />
      </Suspense>
    </Dialog>
  );
}
