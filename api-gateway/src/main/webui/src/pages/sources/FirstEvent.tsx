import { Loader, Skeleton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { newestEventsQuery } from '@/api/newestEventsQuery';
import { callName } from '@/components/events/callName';
import { EventLink } from '@/components/events/EventLink';
import { reasonName } from '@/components/events/reasonName';
import { Loaded } from '@/components/feedback/Loaded';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './FirstEvent.module.css';

interface Props {
  source: string;
  /** A source that is off gets no first event, so nothing waits for it. */
  enabled: boolean;
}

/** Waits for the first event, and turns green by itself when it is there. */
export function FirstEvent({ source, enabled }: Props) {
  const { t } = useTranslation();
  const query = useQuery(newestEventsQuery(useWorkspace(), 1, source));
  return (
    <div role="status">
      <Loaded query={query} skeleton={<Skeleton height={58} radius={12} />}>
        {([newest]) =>
          newest ? (
            <div className={classes.signal} data-heard>
              <IconCircleCheck size={22} aria-hidden />
              <div>
                <strong>{t('sources.heard')}</strong>{' '}
                <span>
                  <EventLink id={newest.id} inText>
                    {newest.outcome === 'quarantined'
                      ? t('sources.quarantine', {
                          reason: t(reasonName(newest.reason ?? ''), { reason: newest.reason }),
                        })
                      : (newest.name ?? t(callName(newest.type), { type: newest.type }))}
                  </EventLink>
                  , <Time at={newest.receivedAt} clock="business" />
                </span>
              </div>
            </div>
          ) : enabled ? (
            <div className={classes.signal}>
              <Loader size={20} aria-hidden />
              <div>
                <strong>{t('sources.waiting')}</strong> <span>{t('sources.waitingDetail')}</span>
              </div>
            </div>
          ) : (
            <div className={classes.signal}>
              <div>
                <strong>{t('sources.neverHeard')}</strong> <span>{t('sources.neverHeardOff')}</span>
              </div>
            </div>
          )
        }
      </Loaded>
    </div>
  );
}
