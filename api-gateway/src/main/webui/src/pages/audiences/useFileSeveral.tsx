import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Audience } from '@/api/generated/model';
import { BulkBar } from '@/components/bulk/BulkBar';
import { useSelection } from '@/components/bulk/useSelection';
import type { Bulk } from '@/components/table/column';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { FileSeveral } from './FileSeveral';

const idOf = ({ id }: Audience) => id;

/** Selects audiences to give them tags and a folder; undefined for users who may not. */
export function useFileSeveral(): Bulk<Audience> | undefined {
  const { t } = useTranslation();
  const may = useMay('changeAudience').allowed;
  const selection = useSelection(idOf);
  const [opened, setOpened] = useState(false);
  const bar = (rows: readonly Audience[]) => (
    <>
      <BulkBar selection={selection} rows={rows}>
        <Button size="xs" variant="default" onClick={() => setOpened(true)}>
          {t('filing.several')}
        </Button>
      </BulkBar>
      <FileSeveral
        opened={opened}
        onClose={() => setOpened(false)}
        audiences={selection.of(rows)}
        onChanged={(changed) => selection.set(changed, false)}
      />
    </>
  );
  return may ? { before: selection.before, bar } : undefined;
}
