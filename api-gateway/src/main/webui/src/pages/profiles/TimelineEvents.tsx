import { useMemo } from 'react';
import type { Event } from '@/api/generated/model';
import { EventLink } from '@/components/events/EventLink';
import { EventName } from '@/components/events/EventName';
import { OtherOutcome } from '@/components/events/OutcomeBadge';
import { useSourceNames } from '@/components/objects/useNames';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  events: Event[];
  /** The name of the table; the timeline if absent. */
  label?: string;
}

export function TimelineEvents({ events, label }: Props) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const columns = useMemo<Column<Event>[]>(
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
        id: 'source',
        names: true,
        header: t('timeline.source'),
        cell: ({ source }) => (source === 'manual' ? t('profiles.byHand') : sourceName(source)),
      },
      {
        id: 'outcome',
        header: t('timeline.outcome'),
        cell: ({ outcome, reason }) => <OtherOutcome outcome={outcome} reason={reason} />,
      },
      {
        id: 'time',
        header: t('timeline.happened'),
        align: 'end',
        cell: ({ timestamp }) => <Time at={timestamp} clock="business" />,
      },
    ],
    [t, sourceName],
  );
  return (
    <DataTable
      label={label ?? t('profiles.timeline')}
      columns={columns}
      rows={events}
      rowId={({ id }) => id}
    />
  );
}
