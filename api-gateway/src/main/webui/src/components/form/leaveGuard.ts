import type { MutationStatus } from '@tanstack/react-query';

interface Place {
  pathname: string;
}

/**
 * What the router asks before it leaves a page. Tabs and filters stay on the same path. A save that
 * is under way may lead elsewhere; only closing the window would still break it off.
 */
export function leaveGuard(typed: boolean, save: MutationStatus, mayLeave: () => boolean) {
  return {
    shouldBlockFn: ({ current, next }: { current: Place; next: Place }) =>
      typed &&
      (save === 'idle' || save === 'error') &&
      current.pathname !== next.pathname &&
      !mayLeave(),
    enableBeforeUnload: () => typed && save !== 'success',
  };
}
