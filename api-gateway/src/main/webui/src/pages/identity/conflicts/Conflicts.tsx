import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { settleConflict } from '@/api/generated/operations';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { LiveDot } from '@/components/text/LiveDot';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { InboxList } from '../inbox/InboxList';
import { States } from '../inbox/States';
import { conflictsQuery } from '../queries';
import { ConflictItem } from './ConflictItem';

const STATES = ['open', 'settled'] as const;

function useChosenState() {
  const asked = useSearch({ from: '/w/$workspace/identity' }).state;
  return STATES.find((each) => each === asked) ?? 'open';
}

export function ConflictStates() {
  const { t } = useTranslation();
  return (
    <States
      states={STATES}
      state={useChosenState()}
      label={(state) => t(`identity.conflicts.${state}`)}
    />
  );
}

/** People who were not made one although an event named both, newest first. */
export function Conflicts() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const may = useMay('settleConflict');
  const state = useChosenState();
  const query = useInfiniteQuery(conflictsQuery(workspace, state));
  const live = (query.data?.pages.length ?? 0) <= 1;
  return (
    <>
      <Panel title={t('identity.conflicts.title')} aside={live && <LiveDot query={query} />} flush>
        <Loaded query={query} skeleton={<TableSkeleton rows={4} />}>
          {({ pages }) => (
            <>
              <InboxList
                key={state}
                label={t('identity.conflicts.list')}
                items={pages.flatMap(({ data }) => data)}
                open={may.allowed && state === 'open'}
                settle={settleConflict}
                opens={t('identity.conflicts.keyOpen')}
                onOpen={({ lastEvent }) =>
                  void navigate({
                    to: '/w/$workspace/events/$event',
                    params: { workspace, event: lastEvent },
                  })
                }
                none={
                  !query.hasNextPage && (
                    <Empty title={t(`identity.conflicts.none.${state}`)}>
                      {t(`identity.conflicts.noneDetail.${state}`)}
                    </Empty>
                  )
                }
              >
                {(conflict, on) => <ConflictItem key={conflict.id} conflict={conflict} {...on} />}
              </InboxList>
              <More query={query} />
            </>
          )}
        </Loaded>
      </Panel>
      {!may.allowed && may.needs && (
        <Text c="dimmed" fz="sm" mt="sm">
          {t('identity.conflicts.needs', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
    </>
  );
}
