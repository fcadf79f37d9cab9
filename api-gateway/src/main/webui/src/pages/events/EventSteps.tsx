import { IconInbox } from '@tabler/icons-react';
import type { Event } from '@/api/generated/model';
import { useSourceNames } from '@/components/objects/useNames';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { Audiences } from './Audiences';
import { Decision } from './Decision';
import { Deliveries } from './Deliveries';
import classes from './Events.module.css';
import { Step } from './Step';

/** The steps of an event, from its acceptance to the destinations. */
export function EventSteps({ event }: { event: Event }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const source = event.source === 'manual' ? t('profiles.byHand') : sourceName(event.source);
  return (
    <ol className={classes.way}>
      <Step state="ok" icon={IconInbox} title={t('event.accepted')}>
        {t('event.from', { source })} · <Time at={event.receivedAt} clock="business" />
      </Step>
      <Decision event={event} />
      {event.outcome === 'applied' && (
        <>
          <Audiences event={event.id} />
          <Deliveries event={event.id} />
        </>
      )}
    </ol>
  );
}
