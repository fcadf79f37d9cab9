import { use } from 'react';
import { HereContext } from '@/workspace/here';
import { useFormats } from './useFormats';
import { useNow } from './useNow';

interface Props {
  at: string;
  /** The point in time itself, not how long ago it was. */
  exact?: boolean;
  /**
   * Business time, of events and memberships, may be moved ahead in a test workspace; what our own
   * work is stamped with follows the wall.
   */
  clock: 'business' | 'wall';
}

/** How long ago something was, with the exact time on hover. */
export function Time({ at, exact = false, clock }: Props) {
  const formats = useFormats();
  const offset = use(HereContext)?.clockOffset ?? 0;
  const now = useNow() + (clock === 'business' ? offset : 0);
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact ? undefined : formats.exact(date)}>
      {exact ? formats.moment(date) : formats.relative(date.getTime(), now)}
    </time>
  );
}
