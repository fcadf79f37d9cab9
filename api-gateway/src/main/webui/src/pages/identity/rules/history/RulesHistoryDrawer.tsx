import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { IdentityRules } from '@/api/identity';
import { Loaded } from '@/components/feedback/Loaded';
import { OpenedDrawer } from '@/components/later/OpenedDrawer';
import { useFocusReturn } from '@/components/later/useFocusReturn';
import { More } from '@/components/page/More';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rulesVersionsQuery } from '../../queries';
import classes from './history.module.css';
import { OneVersion } from './OneVersion';

interface Props {
  inForce: number;
  onUse: ((rules: IdentityRules) => void) | undefined;
}

interface DrawerProps extends Props {
  /** The version of the address; absent while it is closed. */
  asked: string | undefined;
  onClose: () => void;
}

/** What the rules were and who changed them; the page loads it when it is opened first. */
export function RulesHistoryDrawer({ asked, inForce, onUse, onClose }: DrawerProps) {
  const { t } = useTranslation();
  const opened = asked !== undefined;
  useFocusReturn(opened);
  return (
    <OpenedDrawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="md"
      title={t('identity.history.title')}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <Versions
        asked={Number(asked)}
        inForce={inForce}
        onUse={
          onUse &&
          ((rules) => {
            onUse(rules);
            onClose();
          })
        }
      />
    </OpenedDrawer>
  );
}

function Versions({ asked, inForce, onUse }: Props & { asked: number }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(rulesVersionsQuery(useWorkspace()));
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const oldest = data?.pages.at(-1)?.data.at(-1)?.version;
  const readOn = hasNextPage && !isFetching && !isError && oldest !== undefined && oldest > asked;
  useEffect(() => {
    if (readOn) {
      void fetchNextPage();
    }
  }, [readOn, fetchNextPage]);
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
      {({ pages }) => (
        <Stack gap="sm">
          {onUse && (
            <Text fz="sm" c="dimmed">
              {t('identity.history.useHelp')}
            </Text>
          )}
          <ol className={classes.versions} aria-label={t('identity.history.title')}>
            {pages
              .flatMap(({ data }) => data)
              .map((made) => (
                <OneVersion
                  key={made.version}
                  version={made.version}
                  made={made}
                  asked={made.version === asked}
                  inForce={made.version === inForce}
                  onUse={onUse}
                />
              ))}
            {!hasNextPage && (
              <OneVersion
                version={0}
                made={null}
                asked={asked === 0}
                inForce={inForce === 0}
                onUse={onUse}
              />
            )}
          </ol>
          <More query={query} onlyAsked />
        </Stack>
      )}
    </Loaded>
  );
}
