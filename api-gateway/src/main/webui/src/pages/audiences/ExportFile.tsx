import { Button, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Audience, MemberExportColumns } from '@/api/generated/model';
import { readExportColumns } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { useFormats } from '@/components/text/useFormats';
import { purposesQuery } from '@/features/purposes/purposesQuery';
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
  const [purpose, setPurpose] = useState<string | null>(null);
  const filter = purpose === null ? undefined : { purpose };
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'audiences', audience.id, 'export', purpose],
    queryFn: ({ signal }) => readExportColumns(workspace, audience.id, filter, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);
  const [starting, setStarting] = useState(false);
  const start = async () => {
    setStarting(true);
    const { isSuccess } = await query.refetch();
    setStarting(false);
    // A refetch that the closed dialog cancels resolves with the earlier success.
    if (isSuccess && !left.current) {
      const path = `audiences/${encodeURIComponent(audience.id)}/members/export`;
      const search = filter === undefined ? '' : `?${new URLSearchParams(filter)}`;
      const name = purpose === null ? audience.key : `${audience.key}-${purpose}`;
      download(
        `/api/v1/workspaces/${encodeURIComponent(workspace)}/${path}${search}`,
        `${name}.csv`,
      );
      onStarted();
    }
  };
  return (
    <Stack gap="sm">
      <Purpose purpose={purpose} disabled={starting} onChange={setPurpose} />
      <Loaded query={query} skeleton={<ExportSkeleton />}>
        {(columns) =>
          query.error ? (
            <Failure error={query.error} again={() => void query.refetch()} />
          ) : (
            <>
              <Columns {...columns} purpose={purpose} />
              <Group justify="flex-end">
                <Button
                  leftSection={<IconDownload size={16} aria-hidden />}
                  loading={query.isFetching}
                  onClick={() => void start()}
                >
                  {t('audiences.exportDownload')}
                </Button>
              </Group>
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function ExportSkeleton() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Text c="dimmed">{t('audiences.exportChecking')}</Text>
      <Skeleton height={300} />
    </Stack>
  );
}

interface PurposeProps {
  purpose: string | null;
  /** While a download is checked, its purpose stays. */
  disabled: boolean;
  onChange: (purpose: string | null) => void;
}

/** All members, or only those who have granted consent for a purpose. */
function Purpose({ purpose, disabled, onChange }: PurposeProps) {
  const { t } = useTranslation();
  const query = useQuery(purposesQuery(useWorkspace()));
  const answered = query.data?.data ?? [];
  const unread = query.data === undefined && query.error !== null;
  return (
    <NativeSelect
      label={t('audiences.exportMembers')}
      description={unread ? t('audiences.exportPurposesUnread') : undefined}
      disabled={disabled}
      value={purpose ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
      data={[
        { value: '', label: t('audiences.exportAll') },
        ...answered.map((each) => ({
          value: each.purpose,
          label: t('audiences.exportGranted', { purpose: each.purpose }),
        })),
      ]}
    />
  );
}

function Columns({
  traits,
  masked,
  othersColumn,
  purpose,
}: MemberExportColumns & { purpose: string | null }) {
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
      <Text>
        {purpose === null
          ? t('audiences.exportConsent')
          : t('audiences.exportOnlyGranted', { purpose })}
      </Text>
      <Text c="dimmed">{t('audiences.exportApostrophe')}</Text>
      <Text c="dimmed">{t('audiences.exportStopped')}</Text>
    </Stack>
  );
}
