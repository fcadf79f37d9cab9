import { Fragment } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import type { Difference } from './differences';
import classes from './history.module.css';

interface Props {
  differences: readonly Difference[];
  /** What the two sides are called. */
  before: string;
  after: string;
}

/** Setting by setting, what it was and what it is. */
export function DifferenceList({ differences, before, after }: Props) {
  const { t } = useTranslation();
  return (
    <dl className={classes.differences}>
      {differences.map((each) => (
        <div key={each.id} className={classes.difference}>
          <dt>{each.label}</dt>
          <dd>
            {(
              [
                [before, each.before],
                [after, each.after],
              ] as const
            ).map(([side, words]) => (
              <Fragment key={side}>
                <span className={classes.side}>{side}</span>
                <span className={classes.words}>{words ?? t('history.notSet')}</span>
              </Fragment>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
