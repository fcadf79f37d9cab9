import { use } from 'react';
import { isFar } from '@/texts/relative';
import { useTranslation } from '@/texts/useTranslation';
import { HereContext } from '@/workspace/here';
import classes from './Time.module.css';
import { useFormats } from './useFormats';
import { useNow } from './useNow';

interface Props {
  at: string;
  /** The point in time itself, not how long ago it was. */
  exact?: boolean;
  /** Whether a sentence goes on with it: a date then has its preposition, "on 12 Oct". */
  inSentence?: boolean;
  /**
   * Business time, of events and memberships, may be moved ahead in a test workspace; what our own
   * work is stamped with follows the wall.
   */
  clock: 'business' | 'wall';
}

/** How long ago something was, with the exact time on hover. */
export function Time({ at, exact = false, inSentence = false, clock }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const offset = use(HereContext)?.clockOffset ?? 0;
  const now = useNow() + (clock === 'business' ? offset : 0);
  const date = new Date(at);
  const relative = formats.relative(date.getTime(), now);
  return (
    <time
      className={exact ? undefined : classes.relative}
      dateTime={at}
      title={exact ? undefined : formats.exact(date)}
    >
      {exact
        ? formats.moment(date)
        : inSentence && isFar(date.getTime(), now)
          ? t('value.onDate', { date: relative })
          : relative}
    </time>
  );
}
