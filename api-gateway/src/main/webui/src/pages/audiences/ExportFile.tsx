import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Audience, MemberExportColumns } from '@/api/generated/model';
import { readExportColumns } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { download } from './download';

interface Props {
  audience: Pick<Audience, 'id' | 'key'>;
  /** The browser has begun to receive the file. */
  onStarted: () => void;
}

/**
 * The columns of the file, or why there is none. The export is asked for its columns again before the
 * browser asks for the file: a refusal would be a failed download, which says no reason.
 */
export function ExportFile({ audience, onStarted }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'audiences', audience.id, 'export'],
    queryFn: ({ signal }) => readExportColumns(workspace, audience.id, { signal }),
    gcTime: 0,
  });
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  const start = async () => {
    const { isSuccess } = await query.refetch();
    // A refetch that the closed dialog cancels resolves with the earlier success.
    if (isSuccess && !left.current) {
      const path = `audiences/${encodeURIComponent(audience.id)}/members/export`;
      download(
        `/api/v1/workspaces/${encodeURIComponent(workspace)}/${path}`,
        `${audience.key}.csv`,
      );
      onStarted();
    }
  };
  return (
    <Loaded query={query} skeleton={<ExportSkeleton />}>
      {(columns) =>
        query.error ? (
          <Failure error={query.error} again={() => void query.refetch()} />
        ) : (
          <Stack gap="sm">
            <Columns {...columns} />
            <Group justify="flex-end">
              <Button
                leftSection={<IconDownload size={16} aria-hidden />}
                loading={query.isFetching}
                onClick={() => void start()}
              >
                {t('audiences.exportDownload')}
              </Button>
            </Group>
          </Stack>
        )
      }
    </Loaded>
  );
}

function ExportSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Text c="dimmed">{t('audiences.exportChecking')}</Text>
      <Skeleton height={230} />
    </Stack>
  );
}

function Columns({ traits, masked, othersColumn }: MemberExportColumns) {
  const { t } = useTranslation();
  const { list } = useFormats();
  return (
    <Stack gap="xs">
      <Text>{t('audiences.exportColumns', { count: traits.length })}</Text>
      {othersColumn !== null && (
        <Text>{t('audiences.exportOthers', { column: othersColumn })}</Text>
      )}
      {masked.length > 0 && (
        <Text>{t('audiences.exportMaskedTraits', { traits: list(masked) })}</Text>
      )}
      <Text>{t('audiences.exportConsent')}</Text>
      <Text c="dimmed">{t('audiences.exportApostrophe')}</Text>
      <Text c="dimmed">{t('audiences.exportStopped')}</Text>
    </Stack>
  );
}
