import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import classes from './preview.module.css';

const SHOWN = 3;

/** What somebody's membership rests on, in one line: the values and events behind it. */
export function BriefReason({ why }: { why: Explanation }) {
  const { t } = useTranslation();
  const said = leaves(why)
    .slice(0, SHOWN)
    .flatMap((reason): { at: string; words: ReactNode }[] => {
      if ('value' in reason) {
        return [{ at: reason.pointer, words: <Value value={reason.value} /> }];
      }
      if (reason.count === undefined) {
        return [];
      }
      const newest = reason.newest?.[0];
      return [
        {
          at: reason.pointer,
          words: (
            <>
              {t('audiences.times', { count: reason.count })}
              {newest && (
                <>
                  {', '}
                  {t('audiences.newest')} <Time at={newest.at} clock="business" />
                </>
              )}
            </>
          ),
        },
      ];
    });
  return (
    <div className={classes.brief}>
      {said.map(({ at, words }, index) => (
        <Fragment key={at}>
          {index > 0 && ' · '}
          {words}
        </Fragment>
      ))}
    </div>
  );
}

/** The conditions themselves, without the groups around them. */
function leaves(reason: Explanation): Explanation[] {
  return reason.nodes.length === 0 ? [reason] : reason.nodes.flatMap(leaves);
}
