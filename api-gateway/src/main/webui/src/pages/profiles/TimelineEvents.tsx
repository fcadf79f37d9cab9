import { Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Event } from '@/api/generated/model';
import { useSourceNames } from '@/components/objects/useNames';
import { StateBadge } from '@/components/StateBadge';
import { type Column, DataTable } from '@/components/table/DataTable';
import { Time } from '@/components/text/Time';
import type { State } from '@/theme/states';

const OUTCOMES = {
  applied: 'ok',
  duplicate: 'paused',
  quarantined: 'attention',
} as const satisfies Record<string, State>;

type Outcome = keyof typeof OUTCOMES;

export function TimelineEvents({ events }: { events: Event[] }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  const typeName = useCallback(
    (type: string) => (isCall(type) ? t(`timeline.types.${type}`) : type),
    [t],
  );
  const columns = useMemo<Column<Event>[]>(
    () => [
      {
        id: 'name',
        header: t('timeline.event'),
        cell: ({ name, type }) => (
          <>
            <Text fw={600}>{name ?? typeName(type)}</Text>
            {name && (
              <Text fz="sm" c="dimmed">
                {typeName(type)}
              </Text>
            )}
          </>
        ),
      },
      {
        id: 'source',
        header: t('timeline.source'),
        cell: ({ source }) => (source === 'manual' ? t('profiles.byHand') : sourceName(source)),
      },
      {
        id: 'outcome',
        header: t('timeline.outcome'),
        cell: ({ outcome, reason }) => (
          <>
            <StateBadge state={OUTCOMES[outcome as Outcome] ?? 'attention'}>
              {outcome in OUTCOMES ? t(`timeline.outcomes.${outcome as Outcome}`) : outcome}
            </StateBadge>
            {reason && (
              <Text fz="sm" c="dimmed">
                {reason}
              </Text>
            )}
          </>
        ),
      },
      {
        id: 'time',
        header: t('timeline.happened'),
        align: 'end',
        cell: ({ timestamp }) => <Time at={timestamp} clock="business" />,
      },
    ],
    [t, sourceName, typeName],
  );
  return (
    <DataTable
      label={t('profiles.timeline')}
      columns={columns}
      rows={events}
      rowId={({ id }) => id}
    />
  );
}

const CALLS = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;

function isCall(type: string): type is (typeof CALLS)[number] {
  return CALLS.some((call) => call === type);
}
