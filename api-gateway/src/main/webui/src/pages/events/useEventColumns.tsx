import { useMemo } from 'react';
import type { Event } from '@/api/generated/model';
import { EventLink } from '@/components/events/EventLink';
import { EventName } from '@/components/events/EventName';
import { OtherOutcome } from '@/components/events/OutcomeBadge';
import { useSourceNames } from '@/components/objects/useNames';
import type { Column } from '@/components/table/column';
import { Time } from '@/components/text/Time';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';

export function useEventColumns(): Column<Event>[] {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('timeline.event'),
        cell: ({ id, name, type }) => (
          <EventName
            name={name}
            type={type}
            wrap={(text) => <EventLink id={id}>{text}</EventLink>}
          />
        ),
      },
      {
        id: 'outcome',
        header: t('timeline.outcome'),
        cell: ({ outcome, reason }) => <OtherOutcome outcome={outcome} reason={reason} />,
      },
      {
        id: 'person',
        header: t('audiences.person'),
        cell: ({ profile, person }) =>
          profile ? <PersonName id={profile} person={person} /> : '–',
      },
      {
        id: 'source',
        names: true,
        header: t('timeline.source'),
        cell: ({ source }) => (source === 'manual' ? t('profiles.byHand') : sourceName(source)),
      },
      {
        id: 'time',
        header: t('events.received'),
        align: 'end',
        cell: ({ receivedAt }) => <Time at={receivedAt} clock="business" />,
      },
    ],
    [t, sourceName],
  );
}
