import { useTranslation } from 'react-i18next';
import type { Run } from '@/api/generated/model';
import { useFormats } from '../text/useFormats';
import classes from './RunCounts.module.css';

const COUNTS = ['read', 'added', 'changed', 'removed', 'refused'] as const;

/** What a run found, in numbers. */
export function RunCounts({ run: { counts } }: { run: Pick<Run, 'counts'> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <dl className={classes.counts}>
      {COUNTS.map((name) => (
        <div key={name}>
          <dt>{t(`runs.counts.${name}`)}</dt>
          <dd>{formats.number(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
