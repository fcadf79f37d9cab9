import { EventLink } from '@/components/events/EventLink';
import { RunLink } from '@/components/objects/ObjectLink';
import { useTranslation } from '@/texts/useTranslation';

/** Leads to what showed something: an event, or the load of a model. */
export function Cause({ id }: { id: string }) {
  const { t } = useTranslation();
  if (id.startsWith('evt_')) {
    return (
      <>
        {' · '}
        <EventLink id={id} inText>
          {t('identity.why.event')}
        </EventLink>
      </>
    );
  }
  return id.startsWith('run_') ? (
    <>
      {' · '}
      <RunLink id={id} name={t('identity.why.run')} />
    </>
  ) : null;
}
