import { Button, Skeleton } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { Faults } from '@/components/form/faults';
import { later } from '@/components/later/later';
import type { FilingDraft } from '@/features/filing/filing';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Builder.module.css';

const FilingFields = later(() =>
  import('@/features/filing/OpenedFilingFields').then(({ FilingFields }) => ({
    default: FilingFields,
  })),
);

/** The height of the fields in pixels, so that the rule below keeps its place. */
const HEIGHT = 80;

export interface FiledBesideProps {
  draft: FilingDraft;
  onChange: (changed: Partial<FilingDraft>) => void;
  faults: Faults;
}

/** Tags, folder and owner of a new audience; few need them at once. */
export function FiledBeside(props: FiledBesideProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return opened ? (
    <div className={classes.filed}>
      <Suspense fallback={<Skeleton height={HEIGHT} aria-busy="true" />}>
        <FilingFields kind="audience" {...props} />
      </Suspense>
    </div>
  ) : (
    <Button
      className={classes.file}
      variant="subtle"
      size="compact-sm"
      leftSection={<IconTag size={15} aria-hidden />}
      onClick={() => setOpened(true)}
    >
      {t('filing.edit')}
    </Button>
  );
}
