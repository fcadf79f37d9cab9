import { Fragment, type ReactNode } from 'react';
import type { Explanation } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import classes from './preview.module.css';

const SHOWN = 3;

/** What a condition is about, by its place. */
export type NameOf = (pointer: string) => string;

/** The reason of a membership in one line: the values and events behind it. */
export function BriefReason({ why, nameOf }: { why: Explanation; nameOf: NameOf }) {
  const { t } = useTranslation();
  const said = leaves(why)
    .slice(0, SHOWN)
    .flatMap((reason): { at: string; words: ReactNode }[] => {
      if ('value' in reason) {
        return [
          {
            at: reason.pointer,
            words: (
              <>
                {nameOf(reason.pointer)} <Value value={reason.value} />
              </>
            ),
          },
        ];
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
              {reason.count} × {nameOf(reason.pointer)}
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
