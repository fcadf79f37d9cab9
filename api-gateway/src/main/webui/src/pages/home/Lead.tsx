import { InlineValue } from '@/components/text/InlineValue';
import { useTranslation } from '@/texts/useTranslation';
import type { Parts } from './useParts';

/** How much there is, in one line. */
export function Lead({ parts: { events, people, audiences } }: { parts: Parts }) {
  const { t } = useTranslation();
  return (
    <>
      <InlineValue query={events}>
        {({ perMinute }) => t('home.perMinute', { count: perMinute })}
      </InlineValue>
      {' · '}
      <InlineValue query={people}>
        {({ profiles }) => t('home.people', { count: profiles })}
      </InlineValue>
      {' · '}
      <InlineValue query={audiences}>
        {({ data }) =>
          t('home.audiencesOn', { count: data.filter(({ state }) => state.stage === 'on').length })
        }
      </InlineValue>
    </>
  );
}
