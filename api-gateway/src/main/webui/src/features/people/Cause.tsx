import { EventLink } from '@/components/events/EventLink';
import { RunLink } from '@/components/objects/ObjectLink';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  id: string;
}

/** Leads to what showed something, at the end of a sentence. */
export function Cause({ id }: Props) {
  return isEvent(id) || isRun(id) ? (
    <>
      {' · '}
      <CauseLink id={id} />
    </>
  ) : null;
}

/** Leads to an event, or to the load of a model; shows the id of another cause. */
export function CauseLink({ id }: Props) {
  const { t } = useTranslation();
  if (isEvent(id)) {
    return (
      <EventLink id={id} inText>
        {t('identity.why.event')}
      </EventLink>
    );
  }
  return isRun(id) ? <RunLink id={id} name={t('identity.why.run')} /> : <CopyText value={id} />;
}

function isEvent(id: string): boolean {
  return id.startsWith('evt_');
}

function isRun(id: string): boolean {
  return id.startsWith('run_');
}
