import { Fragment, type ReactNode } from 'react';
import type { Explanation, MatchingEvent } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import classes from './preview.module.css';

const SHOWN = 3;

/** A condition in a few words. */
export interface Subject {
  /** What it is about. */
  name: string;
  /** Of an event: which occurrences count; empty for all. */
  counted: string;
}

/** What a condition is about, by its place. */
export type NameOf = (pointer: string) => Subject;

/** The reason of a membership in one line: the values and events behind it. */
export function BriefReason({ why, nameOf }: { why: Explanation; nameOf: NameOf }) {
  const { t } = useTranslation();
  const said = leaves(why)
    .filter((reason) => 'value' in reason || reason.count !== undefined || reason.consent)
    .slice(0, SHOWN)
    .map((reason) => ({ reason, subject: nameOf(reason.pointer) }));
  return (
    <div className={classes.brief}>
      {said.map(({ reason, subject }, index) => (
        <Fragment key={reason.pointer}>
          {index > 0 && ' · '}
          {reason.count === undefined ? (
            <>
              {subject.name}{' '}
              {reason.consent ? (
                t(`builder.answers.${reason.consent.state}`)
              ) : (
                <Value value={reason.value} />
              )}
            </>
          ) : (
            <Counted
              count={reason.count}
              newest={reason.newest?.[0]}
              subject={subject}
              again={said[index - 1]?.subject.name === subject.name}
            />
          )}
        </Fragment>
      ))}
    </div>
  );
}

interface Props {
  count: number;
  newest: MatchingEvent | undefined;
  subject: Subject;
  /** Whether the condition before is about the same event. */
  again: boolean;
}

/** "2 × Order Completed with Coffee at home, last 3m ago", or "none with Coffee on the way". */
function Counted({ count, newest, subject: { name, counted }, again }: Props): ReactNode {
  const { t } = useTranslation();
  const detail = counted === '' ? '' : ` ${counted}`;
  if (count === 0) {
    return `${again ? t('builder.evidence.none') : t('builder.evidence.no', { name })}${detail}`;
  }
  return (
    <>
      {count} × {name}
      {detail}
      {newest && (
        <>
          {count === 1 ? ', ' : `, ${t('audiences.newest')} `}
          <Time at={newest.at} clock="business" inSentence />
        </>
      )}
    </>
  );
}

/** The conditions themselves, without the groups around them. */
function leaves(reason: Explanation): Explanation[] {
  return reason.nodes.length === 0 ? [reason] : reason.nodes.flatMap(leaves);
}
