import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { LaterDrawer } from '@/components/later/LaterDrawer';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import type { Place } from './place';

const OpenedWhyNot = later(() =>
  import('./OpenedWhyNot').then(({ OpenedWhyNot }) => ({ default: OpenedWhyNot })),
);

interface Props {
  place: Place;
  /** The profile in question; null while it is closed. */
  profile: string | null;
  onClose: () => void;
}

/** Why a person is at a destination or is not, in a drawer. */
export function WhyNot({ place, profile, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <LaterDrawer
      opened={profile !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={t('whyNot.ask', { name: place.name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {profile !== null && (
        <Suspense fallback={<Skeleton height={200} />}>
          <OpenedWhyNot place={place} profile={profile} />
        </Suspense>
      )}
    </LaterDrawer>
  );
}
