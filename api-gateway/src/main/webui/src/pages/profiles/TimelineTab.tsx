import { Group, Select } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { followingFirstPage } from '@/api/changes/following';
import { listEvents } from '@/api/generated/operations';
import { paged } from '@/api/paged';
import { sourcesQuery } from '@/api/queries';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { LiveDot } from '@/components/text/LiveDot';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { TimelineEvents } from './TimelineEvents';

const PAGE = 50;
const TYPES = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
const OUTCOMES = ['applied', 'duplicate', 'quarantined'] as const;

/** The events of a person, newest first; new events appear on the first page automatically. */
export function TimelineTab({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { type, outcome, source } = useSearch({ from: '/w/$workspace/profiles/$profile' });
  const sources = useQuery(sourcesQuery(workspace)).data?.data ?? [];
  const filters = { type, outcome, source };
  const query = useInfiniteQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'events', filters],
    queryFn: ({ pageParam, signal }) =>
      listEvents(workspace, { profile, limit: PAGE, cursor: pageParam, ...filters }, { signal }),
    ...paged,
    ...followingFirstPage({ profiles: profile }),
  });
  const choose = (name: keyof typeof filters) => (value: string | null) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, [name]: value ?? undefined }),
      replace: true,
    });
  const live = (query.data?.pages.length ?? 0) <= 1;
  return (
    <>
      <Group mb="sm" gap="sm">
        <Select
          aria-label={t('timeline.type')}
          placeholder={t('timeline.anyType')}
          clearable
          value={type ?? null}
          onChange={choose('type')}
          data={TYPES.map((value) => ({ value, label: t(`timeline.types.${value}`) }))}
        />
        <Select
          aria-label={t('timeline.outcome')}
          placeholder={t('timeline.anyOutcome')}
          clearable
          value={outcome ?? null}
          onChange={choose('outcome')}
          data={OUTCOMES.map((value) => ({ value, label: t(`timeline.outcomes.${value}`) }))}
        />
        <Select
          aria-label={t('timeline.source')}
          placeholder={t('timeline.anySource')}
          clearable
          searchable
          value={source ?? null}
          onChange={choose('source')}
          data={sources.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Group>
      <Panel title={t('profiles.timeline')} aside={live && <LiveDot query={query} />} flush>
        <Loaded query={query} skeleton={<TableSkeleton rows={8} />}>
          {({ pages }) => {
            const events = pages.flatMap(({ data }) => data);
            return events.length === 0 ? (
              <Empty title={t('timeline.none')}>{t('timeline.noneDetail')}</Empty>
            ) : (
              <>
                <TimelineEvents events={events} />
                <More query={query} />
              </>
            );
          }}
        </Loaded>
      </Panel>
    </>
  );
}
