import { useState } from 'react';
import { Panel } from '@/components/page/Panel';
import { FindPerson } from '@/features/people/FindPerson';
import { useTranslation } from '@/texts/useTranslation';
import type { Place } from './place';
import { WhyNot } from './WhyNot';

/** Finds a person, and says why the person is at a destination, or is not. */
export function AskPerson({ place }: { place: Place }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Panel title={t('whyNot.title')}>
      <FindPerson whileTyping label={t('whyNot.ask', { name: place.name })} onFound={setAsked} />
      <WhyNot place={place} profile={asked} onClose={() => setAsked(null)} />
    </Panel>
  );
}
