import { Button, Skeleton, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { Audience } from '@/api/generated/model';
import { Dialog } from '@/components/form/Dialog';
import { later } from '@/components/later/later';
import { useTranslation } from '@/texts/useTranslation';
import { useHere, useMay } from '@/workspace/here';
import classes from './ExportMembers.module.css';

const ExportFile = later(() =>
  import('./ExportFile').then(({ ExportFile }) => ({ default: ExportFile })),
);

/** Offers the members with their traits as a file, in a window of its own. */
export function ExportMembers({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const { personalData } = useHere();
  const may = useMay('exportAudienceMembers');
  const [opened, setOpened] = useState(false);
  if (!may.allowed || audience.state.versionInForce === null) {
    return null;
  }
  const close = () => setOpened(false);
  return (
    <div className={classes.export}>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setOpened(true)}
      >
        {t('audiences.export')}
      </Button>
      <Text size="sm" c="dimmed">
        {t(personalData ? 'audiences.exportRecorded' : 'audiences.exportMasked')}
      </Text>
      <Dialog title={t('audiences.exportTitle')} opened={opened} onClose={close}>
        <Suspense fallback={<Skeleton height={334} />}>
          <ExportFile audience={audience} onStarted={close} />
        </Suspense>
      </Dialog>
    </div>
  );
}
