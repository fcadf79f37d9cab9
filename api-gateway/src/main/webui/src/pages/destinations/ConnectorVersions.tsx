import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConnectorFile } from '@/api/generated/model';
import { listConnectorVersions, restoreConnector } from '@/api/generated/operations';
import { connectorsQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

const SHOWN = 20;

/** The newest versions of a connector that the workspace has added. */
export function ConnectorVersions({ stored }: { stored: ConnectorFile }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'connectors', stored.key, 'versions', stored.version],
    queryFn: async ({ signal }) =>
      (await listConnectorVersions(workspace, stored.key, { limit: SHOWN }, { signal })).data,
  });
  const restore = useMutation({
    mutationFn: (version: number) =>
      restoreConnector(workspace, stored.key, String(version), {
        headers: { 'If-Match': `"${stored.version}"` },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: connectorsQuery(workspace).queryKey }),
  });
  return (
    <Panel title={t('connectors.versions')}>
      <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
        {(versions) => (
          <Stack gap="xs">
            {restore.error && <Failure error={restore.error} />}
            {versions.map(({ version, changedAt }) => (
              <Group key={version} gap="sm">
                <Text>{t('connectors.version', { version })}</Text>
                <Time at={changedAt} clock="wall" />
                {version !== stored.version && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('connectors.restoreOf', { version })}
                    onClick={() => restore.mutate(version)}
                  >
                    {t('connectors.restore')}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}
