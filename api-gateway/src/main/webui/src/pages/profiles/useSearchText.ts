import { useLocation, useMatch, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What is searched for in the list of people. It is personal, so it is in no address. */
    people?: string;
  }
}

/** The text of the search for people. The browser keeps it with its entry of the history, so that Back leads to the same list. */
export function useSearchText() {
  const page = useMatch({
    from: '/w/$workspace/profiles',
    select: ({ pathname }) => pathname,
  });
  const entry = useLocation({
    // While another page is loaded, the location is already that page's.
    select: ({ pathname, state }) => (pathname === page ? (state.people ?? '') : null),
  });
  const [text, setText] = useState(entry ?? '');
  if (entry !== null && entry !== text) {
    setText(entry);
  }
  const navigate = useNavigate();
  return {
    text: entry ?? text,
    change: (typed: string) =>
      void navigate({ to: '.', state: typed === '' ? {} : { people: typed }, replace: true }),
  };
}
