import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Audience } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay } from '@/workspace/here';
import classes from './ExportMembers.module.css';

/** Saves the members with their traits as a file, which the browser receives row by row. */
export function ExportMembers({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const { workspace, personalData } = useHere();
  const may = useMay('exportAudienceMembers');
  if (!may.allowed || audience.state.versionInForce === null) {
    return null;
  }
  const path = `audiences/${encodeURIComponent(audience.id)}/members/export`;
  return (
    <div className={classes.export}>
      <Button
        component="a"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        href={`/api/v1/workspaces/${encodeURIComponent(workspace)}/${path}`}
        download={`${audience.key}.csv`}
      >
        {t('audiences.export')}
      </Button>
      <Text size="sm" c="dimmed">
        {t(personalData ? 'audiences.exportRecorded' : 'audiences.exportMasked')}
      </Text>
    </div>
  );
}
