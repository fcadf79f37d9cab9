import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { useTell } from '@/components/feedback/useTell';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { matchingQualityQuery } from '../queries';
import { replaceMatchingLabels } from '../suggestions/contract';
import { LabelFaults } from './LabelFaults';
import { csvOf, HEADER, type LabelledPair, type Labels, labelsOf } from './labels';
import classes from './matching.module.css';

const EXAMPLE = [
  HEADER.join(','),
  'email,ann@example.com,email,a.lee@example.org,yes',
  'user_id,1042,phone,+31612345678,no',
].join('\n');

/** Takes checked pairs from a CSV file that is read before it is sent. */
export function UploadLabels({ replaces }: { replaces: number }) {
  const { t } = useTranslation();
  const [read, setRead] = useState<Labels | null>(null);
  const [over, setOver] = useState(false);
  const take = async (file: File | null | undefined) => {
    if (file) {
      setRead(labelsOf(await file.text()));
    }
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <Stack gap="sm">
      <Text c="dimmed">{t('matching.upload.lead')}</Text>
      <pre className={classes.example}>{EXAMPLE}</pre>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a file is dropped here, or chosen with the button in it */}
      <div
        className={classes.drop}
        data-over={over}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <IconFileUpload size={20} aria-hidden />
        <Text c="dimmed">{t('matching.upload.drop')}</Text>
        <FileButton accept=".csv,text/csv" onChange={(file) => void take(file)}>
          {(props) => (
            <Button size="xs" variant="default" {...props}>
              {t('matching.upload.choose')}
            </Button>
          )}
        </FileButton>
      </div>
      {read && 'faults' in read && <LabelFaults faults={read.faults} />}
      {read && 'pairs' in read && (
        <Use pairs={read.pairs} replaces={replaces} onOver={() => setRead(null)} />
      )}
    </Stack>
  );
}

interface UseProps {
  pairs: LabelledPair[];
  replaces: number;
  onOver: () => void;
}

/** What the file holds, and what using it does. */
function Use({ pairs, replaces, onOver }: UseProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const use = useMutation({
    mutationFn: () => replaceMatchingLabels(workspace, csvOf(pairs)),
    onSuccess: ({ unknown }) => {
      tell({
        title: t('matching.upload.used'),
        message: unknown > 0 ? t('matching.quality.unknown', { count: unknown }) : '',
      });
      onOver();
      return client.invalidateQueries(matchingQualityQuery(workspace));
    },
  });
  return (
    <Stack gap="sm">
      <Text role="status">
        {t('matching.upload.holds', { count: pairs.length })}{' '}
        {t('matching.upload.same', { count: pairs.filter(({ same }) => same).length })}{' '}
        {replaces > 0 && t('matching.upload.replaces', { count: replaces })}
      </Text>
      {use.error && <Failure error={use.error} />}
      <Group gap="sm">
        <Button loading={use.isPending} onClick={() => use.mutate()}>
          {t('matching.upload.use')}
        </Button>
        <Button variant="default" disabled={use.isPending} onClick={onOver}>
          {t('form.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
