import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { TraitOfProfile } from '@/api/generated/model';
import { later } from '@/components/later/later';
import { useOpenedOnce } from '@/components/later/useOpenedOnce';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';

const OpenedAddTrait = later(() =>
  import('./OpenedAddTrait').then(({ OpenedAddTrait }) => ({ default: OpenedAddTrait })),
);

interface Props {
  profile: string;
  /** The traits that the person has. */
  traits: TraitOfProfile[];
}

/** Adds a trait that the person does not have. The API takes it as a correction. */
export function AddTrait({ profile, traits }: Props) {
  const { t } = useTranslation();
  const may = useMay('correctTrait').allowed;
  const [asked, setAsked] = useState(false);
  const openedOnce = useOpenedOnce(asked);
  return may ? (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => setAsked(true)}
      >
        {t('profiles.addTrait')}
      </Button>
      {openedOnce && (
        <Suspense>
          <OpenedAddTrait
            profile={profile}
            has={traits.map(({ trait }) => trait)}
            opened={asked}
            onClose={() => setAsked(false)}
          />
        </Suspense>
      )}
    </>
  ) : null;
}
