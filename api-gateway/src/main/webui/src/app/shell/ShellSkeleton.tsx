import { Skeleton } from '@mantine/core';
import { PageSkeleton } from '@/components/page/PageSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Shell.module.css';

/** The shell's shape, while it is not known yet who is there. */
export function ShellSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.shell}>
      <div className={classes.rail} />
      <main className={classes.main} aria-busy="true" aria-label={t('shell.loading')}>
        <Skeleton height={20} width={160} mt={8} mb={16} />
        <PageSkeleton />
      </main>
    </div>
  );
}
