import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import type { Destination } from '@/api/generated/model';
import { readDestinationFlow } from '@/api/generated/operations';
import { changes } from '@/api/queryClient';
import { Loaded } from '@/components/feedback/Loaded';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { LiveDot } from '@/components/text/LiveDot';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** How often is read how fast records go out, while they do, in milliseconds. */
const FLOWING = 30_000;
/** The API counts what waits up to here. */
const COUNTED_UP_TO = 10_000;

/** How fast records go out now, and how long the first that waits has waited. */
export function Flow({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'destinations', destination.id, 'flow'],
    queryFn: ({ signal }) => readDestinationFlow(workspace, destination.id, { signal }),
    ...following({ deliveries: true }),
    // The figures of the last minute fall without a change.
    refetchInterval: (query) =>
      query.state.data?.sentLastMinute === 0 && query.state.data.waiting === 0
        ? changes.interval(query)
        : Math.min(FLOWING, changes.interval(query)),
  });
  return (
    <Panel title={t('activation.flow')} aside={<LiveDot query={query} />}>
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {({ sentLastMinute, waiting, oldestWaiting, lastAttempt }) => {
          const value = formats.number(waiting);
          return (
            <Facts
              facts={[
                { label: t('activation.sentLastMinute'), value: formats.number(sentLastMinute) },
                {
                  label: t('activation.waiting'),
                  value: waiting >= COUNTED_UP_TO ? t('figures.orMore', { value }) : value,
                },
                {
                  label: t('activation.oldestWaiting'),
                  value: oldestWaiting ? (
                    <Time at={oldestWaiting} clock="wall" />
                  ) : (
                    t('activation.nothingWaits')
                  ),
                },
                {
                  label: t('activation.lastRequest'),
                  value: lastAttempt ? <Time at={lastAttempt} clock="wall" /> : t('value.none'),
                },
              ]}
            />
          );
        }}
      </Loaded>
    </Panel>
  );
}
