import type { MutationStatus } from '@tanstack/react-query';

interface Place {
  pathname: string;
  search: object;
}

/**
 * What the router asks before it leaves a page, or the tab that a form is in: a closed tab keeps
 * nothing. Filters change neither. A save that is under way may lead elsewhere; only closing the
 * window would still break it off.
 */
export function leaveGuard(typed: boolean, save: MutationStatus, mayLeave: () => boolean) {
  return {
    shouldBlockFn: ({ current, next }: { current: Place; next: Place }) =>
      typed &&
      (save === 'idle' || save === 'error') &&
      (current.pathname !== next.pathname || tabOf(current) !== tabOf(next)) &&
      !mayLeave(),
    enableBeforeUnload: () => typed && save !== 'success',
  };
}

const tabOf = ({ search }: Place) => ('tab' in search ? search.tab : undefined);
