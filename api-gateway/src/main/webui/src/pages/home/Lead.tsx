import { Told } from '@/components/text/Told';
import { useTranslation } from '@/texts/useTranslation';
import type { Parts } from './useParts';

/** How much there is, in one line. */
export function Lead({ parts: { events, people, audiences } }: { parts: Parts }) {
  const { t } = useTranslation();
  return (
    <>
      <Told query={events}>{(rate) => t('home.perMinute', { count: rate })}</Told>
      {' · '}
      <Told query={people}>{({ profiles }) => t('home.people', { count: profiles })}</Told>
      {' · '}
      <Told query={audiences}>
        {({ data }) =>
          t('home.audiencesOn', { count: data.filter(({ state }) => state.stage === 'on').length })
        }
      </Told>
    </>
  );
}
