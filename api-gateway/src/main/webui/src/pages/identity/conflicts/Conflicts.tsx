import { Chip, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay, useWorkspace } from '@/app/workspace/here';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { LiveDot } from '@/components/text/LiveDot';
import { conflictsQuery } from '../queries';
import { ConflictList } from './ConflictList';

const STATES = ['open', 'settled'] as const;

/** People who were not made one although an event named both, newest first. */
export function Conflicts() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay('settleConflict');
  const asked = useSearch({ from: '/w/$workspace/identity' }).state;
  const state = STATES.find((each) => each === asked) ?? 'open';
  const query = useInfiniteQuery(conflictsQuery(useWorkspace(), state));
  const live = (query.data?.pages.length ?? 0) <= 1;
  return (
    <>
      <Chip.Group
        value={state}
        onChange={(chosen) =>
          void navigate({
            to: '.',
            search: (before) => ({ ...before, state: chosen === 'open' ? undefined : chosen }),
            replace: true,
          })
        }
      >
        <Group gap={6} mb="sm" role="group" aria-label={t('identity.conflicts.state')}>
          {STATES.map((each) => (
            <Chip key={each} value={each} size="sm">
              {t(`identity.conflicts.${each}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Panel title={t('identity.conflicts.title')} aside={live && <LiveDot />} flush>
        <Loaded query={query} skeleton={<TableSkeleton rows={4} />}>
          {({ pages }) => {
            const conflicts = pages.flatMap(({ data }) => data);
            return conflicts.length === 0 ? (
              <Empty
                title={t(
                  state === 'open' ? 'identity.conflicts.none' : 'identity.conflicts.noneSettled',
                )}
              >
                {t(
                  state === 'open'
                    ? 'identity.conflicts.noneDetail'
                    : 'identity.conflicts.noneSettledDetail',
                )}
              </Empty>
            ) : (
              <>
                <ConflictList key={state} conflicts={conflicts} />
                <More query={query} />
              </>
            );
          }}
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
