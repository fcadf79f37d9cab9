import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectorFile, DefinitionVersion } from '@/api/generated/model';
import { listConnectorVersions, restoreConnector } from '@/api/generated/operations';
import { connectorsQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { Confirm } from '@/components/form/Confirm';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

const SHOWN = 20;

interface Props {
  stored: ConnectorFile;
  /** Whether the form has text that is not saved. */
  typed: boolean;
  /** While the form is saved, nothing is put into it. */
  saving: boolean;
  /** Puts the file of a version into the form. */
  onPut: (yaml: string) => void;
  /** The connector has the file of an earlier version again. */
  onRestored: (restored: ConnectorFile) => void;
}

interface Asked {
  version: number;
  /** The file, if it is put into the form; null if the version is restored. */
  yaml: string | null;
}

/** The newest versions of a connector that the workspace has added. */
export function ConnectorVersions({ stored, typed, saving, onPut, onRestored }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'connectors', stored.key, 'versions', stored.version],
    queryFn: async ({ signal }) =>
      (await listConnectorVersions(workspace, stored.key, { limit: SHOWN }, { signal })).data,
  });
  const close = () => setAsked(null);
  const restore = useMutation({
    mutationFn: (version: number) =>
      restoreConnector(workspace, stored.key, String(version), {
        headers: { 'If-Match': `"${stored.version}"` },
      }),
    onSuccess: (restored) => {
      close();
      onRestored(restored);
      return client.invalidateQueries({ queryKey: connectorsQuery(workspace).queryKey });
    },
  });
  const put = (yaml: string) => {
    close();
    onPut(yaml);
  };
  const puts = asked !== null && asked.yaml !== null;
  return (
    <Panel title={t('connectors.versions')}>
      <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
        {(versions) => (
          <Stack gap="xs">
            {versions.map((version) => (
              <Group key={version.version} gap="sm">
                <Text>{t('connectors.version', { version: version.version })}</Text>
                <Time at={version.changedAt} clock="wall" />
                {version.version !== stored.version && (
                  <>
                    <PutButton
                      version={version}
                      disabled={saving}
                      onPut={(yaml) =>
                        typed ? setAsked({ version: version.version, yaml }) : put(yaml)
                      }
                    />
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('connectors.restoreOf', { version: version.version })}
                      onClick={() => {
                        restore.reset();
                        setAsked({ version: version.version, yaml: null });
                      }}
                    >
                      {t('connectors.restore')}
                    </Button>
                  </>
                )}
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
      <Confirm
        opened={asked !== null}
        onClose={close}
        title={t(puts ? 'connectors.putTitle' : 'connectors.restoreTitle', {
          version: asked?.version ?? 0,
        })}
        action={t(puts ? 'connectors.put' : 'connectors.restore')}
        mutation={{
          mutate: () => {
            if (asked?.yaml != null) {
              put(asked.yaml);
            } else if (asked) {
              restore.mutate(asked.version);
            }
          },
          isPending: restore.isPending || (puts && saving),
          error: restore.error,
        }}
      >
        {!puts && `${t('connectors.restoreDetail')} `}
        {typed && t('connectors.discards')}
      </Confirm>
    </Panel>
  );
}

interface PutProps {
  version: DefinitionVersion;
  disabled: boolean;
  onPut: (yaml: string) => void;
}

/** Absent for a version without a file. */
function PutButton({ version, disabled, onPut }: PutProps) {
  const { t } = useTranslation();
  const yaml = fileOf(version);
  return (
    yaml !== null && (
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        aria-label={t('connectors.putOf', { version: version.version })}
        onClick={() => onPut(yaml)}
      >
        {t('connectors.put')}
      </Button>
    )
  );
}

/** The manifest of a version, as it was given; null if the version does not show it. */
function fileOf({ content }: DefinitionVersion): string | null {
  const { yaml } = (content ?? {}) as { yaml?: unknown };
  return typeof yaml === 'string' ? yaml : null;
}
