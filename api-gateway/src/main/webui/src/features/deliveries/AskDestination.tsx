import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { destinationsQuery } from '@/api/queries';
import { useWorkspace } from '@/workspace/here';
import { type Place, WhyNot } from './WhyNot';

/** Says of one person why the person is at a destination, or is not. */
export function AskDestination({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const destinations = useQuery(destinationsQuery(useWorkspace())).data?.data ?? [];
  const [asked, setAsked] = useState<Place | null>(null);
  return destinations.length === 0 ? null : (
    <>
      <Select
        mb="md"
        maw={360}
        label={t('whyNot.askDestination')}
        placeholder={t('whyNot.chooseDestination')}
        searchable
        value={null}
        data={destinations.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          const chosen = destinations.find((each) => each.id === id);
          if (chosen) {
            setAsked({ kind: 'destination', id: chosen.id, name: chosen.name });
          }
        }}
      />
      <WhyNot
        place={asked ?? { kind: 'destination', id: '', name: '' }}
        profile={asked && profile}
        onClose={() => setAsked(null)}
      />
    </>
  );
}
