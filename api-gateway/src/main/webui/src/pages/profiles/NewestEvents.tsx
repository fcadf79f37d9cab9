import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { following } from '@/api/changes/following';
import { listEvents } from '@/api/generated/operations';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { TimelineEvents } from './TimelineEvents';

const SHOWN = 5;

/** The newest events of a person; the others are in the timeline. */
export function NewestEvents({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'events', 'newest'],
    queryFn: async ({ signal }) =>
      (await listEvents(workspace, { profile, limit: SHOWN }, { signal })).data,
    ...following({ profiles: profile }),
  });
  return (
    <Panel
      title={t('profiles.newestEvents')}
      aside={
        <TextLink
          to="/w/$workspace/profiles/$profile"
          params={{ workspace, profile }}
          search={{ tab: 'timeline' }}
          underline="hover"
        >
          {t('profiles.timeline')}
        </TextLink>
      }
      flush
    >
      <Loaded query={query} skeleton={<TableSkeleton rows={SHOWN} />}>
        {(events) =>
          events.length === 0 ? (
            <Text p="md" c="dimmed">
              {t('profiles.noEvents')}
            </Text>
          ) : (
            <TimelineEvents events={events} label={t('profiles.newestEvents')} />
          )
        }
      </Loaded>
    </Panel>
  );
}
