import { Button, Drawer, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { IdentityRules } from '@/api/identity';
import { Loaded } from '@/components/feedback/Loaded';
import { More } from '@/components/page/More';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rulesVersionsQuery } from '../../queries';
import classes from './history.module.css';
import { OneVersion } from './OneVersion';

interface Props {
  /** The version in force. */
  inForce: number;
  /** Takes a table into the form; nothing where it may only be looked at. */
  onUse: ((rules: IdentityRules) => void) | undefined;
}

/** What the rules were and who changed them. The address says which version it is about. */
export function RulesHistory({ inForce, onUse }: Props) {
  const { t } = useTranslation();
  const { version } = useSearch({ from: '/w/$workspace/identity' });
  const navigate = useNavigate({ from: '/w/$workspace/identity' });
  const show = (shown: string | undefined) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, version: shown }),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={() => show(String(inForce))}>
        {t('identity.history.open')}
      </Button>
      <Drawer
        opened={version !== undefined}
        onClose={() => show(undefined)}
        position="right"
        size="md"
        title={t('identity.history.title')}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <Versions
          asked={Number(version)}
          inForce={inForce}
          onUse={
            onUse &&
            ((rules) => {
              onUse(rules);
              show(undefined);
            })
          }
        />
      </Drawer>
    </>
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
