import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CatalogueTrait } from '@/api/generated/model';
import { BulkBar } from '@/components/bulk/BulkBar';
import { useSelection } from '@/components/bulk/useSelection';
import type { Bulk } from '@/components/table/column';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { ClassifySeveral } from './ClassifySeveral';

const nameOf = ({ name }: CatalogueTrait) => name;

/** Selects traits to classify them at once; undefined for users who may not. */
export function useClassifySeveral(): Bulk<CatalogueTrait> | undefined {
  const { t } = useTranslation();
  const may = useMay('classifyTrait').allowed;
  const selection = useSelection(nameOf);
  const [opened, setOpened] = useState(false);
  const bar = (rows: readonly CatalogueTrait[]) => (
    <>
      <BulkBar selection={selection} rows={rows}>
        <Button size="xs" variant="default" onClick={() => setOpened(true)}>
          {t('dictionary.classify')}
        </Button>
      </BulkBar>
      <ClassifySeveral
        opened={opened}
        onClose={() => setOpened(false)}
        traits={selection.of(rows)}
        onChanged={(changed) => selection.set(changed, false)}
      />
    </>
  );
  return may ? { before: selection.before, bar } : undefined;
}
