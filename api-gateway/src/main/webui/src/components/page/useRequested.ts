import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';

/**
 * Opens a part of the page that the address asks for, after the page has the focus: so the part can take it. Then the address no
 * longer has the request, so that neither a reload nor the way back opens the part again.
 */
export function useRequested(name: 'create' | 'alerts', value: string, open: () => void): void {
  const requested = useSearch({ strict: false })[name] === value;
  const arrived = useRouterState({
    select: ({ location, resolvedLocation }) => resolvedLocation?.href === location.href,
  });
  const navigate = useNavigate();
  const onRequest = useEffectEvent(() => {
    open();
    void navigate({
      to: '.',
      search: (before) => ({ ...before, [name]: undefined }),
      replace: true,
    });
  });
  useEffect(() => {
    if (requested && arrived) {
      onRequest();
    }
  }, [requested, arrived]);
}
