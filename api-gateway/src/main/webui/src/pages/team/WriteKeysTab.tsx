import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Source, WriteKey } from '@/api/generated/model';
import { sourcesQuery } from '@/api/queries';
import { Empty } from '@/components/feedback/Empty';
import { Loaded } from '@/components/feedback/Loaded';
import { SourceLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { RevokeWriteKey } from '@/components/RevokeWriteKey';
import { StateBadge } from '@/components/StateBadge';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

interface KeyOfSource {
  source: Source;
  key: WriteKey;
}

/** Every key that lets something write into the workspace, in one place. */
export function WriteKeysTab() {
  const { t } = useTranslation();
  const query = useQuery(sourcesQuery(useWorkspace()));
  const [revoking, setRevoking] = useState<KeyOfSource | null>(null);
  const columns = useColumns(setRevoking);
  return (
    <>
      <Loaded
        query={query}
        skeleton={
          <Panel flush>
            <TableSkeleton />
          </Panel>
        }
      >
        {({ data }) => {
          const keys = data.flatMap((source) => source.writeKeys.map((key) => ({ source, key })));
          return keys.length === 0 ? (
            <Panel>
              <Empty title={t('team.keys.empty')}>{t('team.keys.emptyDetail')}</Empty>
            </Panel>
          ) : (
            <>
              <Text c="dimmed" mb="sm">
                {t('team.keys.detail')}
              </Text>
              <Panel flush>
                <DataTable
                  label={t('team.tabs.keys')}
                  columns={columns}
                  rows={keys}
                  rowId={({ key }) => key.id}
                />
              </Panel>
            </>
          );
        }}
      </Loaded>
      {revoking && (
        <RevokeWriteKey
          source={revoking.source.id}
          writeKey={revoking.key}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}

function useColumns(onRevoke: (key: KeyOfSource) => void): Column<KeyOfSource>[] {
  const { t } = useTranslation();
  const mayRevoke = useMay('revokeWriteKey').allowed;
  return useMemo(() => {
    const columns: Column<KeyOfSource>[] = [
      {
        id: 'source',
        names: true,
        header: t('team.keys.source'),
        sort: ({ source }) => source.name,
        cell: ({ source }) => <SourceLink id={source.id} name={source.name} />,
      },
      {
        id: 'key',
        header: t('team.keys.key'),
        cell: ({ key }) => <span className="mono">{key.hint}</span>,
      },
      {
        id: 'state',
        header: t('team.keys.state'),
        sort: ({ key }) => key.revokedAt ?? '',
        cell: ({ key: { revokedAt } }) =>
          revokedAt ? (
            <StateBadge state="paused">
              {t('sources.revoked')} <Time at={revokedAt} clock="wall" />
            </StateBadge>
          ) : (
            <StateBadge state="ok">{t('team.keys.on')}</StateBadge>
          ),
      },
      {
        id: 'made',
        header: t('team.keys.made'),
        sort: ({ key }) => key.createdAt,
        cell: ({ key }) => <Time at={key.createdAt} clock="wall" />,
      },
    ];
    if (mayRevoke) {
      columns.push({
        id: 'actions',
        header: t('team.actions'),
        align: 'end',
        cell: (each) =>
          !each.key.revokedAt && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('sources.revokeKey', { hint: each.key.hint })}
              onClick={() => onRevoke(each)}
            >
              {t('sources.revoke')}
            </Button>
          ),
      });
    }
    return columns;
  }, [t, mayRevoke, onRevoke]);
}
