import type { Run } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { usePeople } from '../text/usePeople';
import classes from './RunCounts.module.css';

const COUNTS = ['read', 'added', 'changed', 'removed', 'refused'] as const;

/** What a run found, in numbers. */
export function RunCounts({
  run: { counts, approximate },
}: {
  run: Pick<Run, 'counts' | 'approximate'>;
}) {
  const { t } = useTranslation();
  const { number } = usePeople();
  return (
    <dl className={classes.counts}>
      {COUNTS.map((name) => (
        <div key={name}>
          <dt>{t(`runs.counts.${name}`)}</dt>
          <dd>{number(counts[name], approximate?.[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
