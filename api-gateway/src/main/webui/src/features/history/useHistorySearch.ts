import { useNavigate, useSearch } from '@tanstack/react-router';
import { createContext, useContext } from 'react';

const ALL = 'all';
const TWO = /^(\d+)-(\d+)$/;

/** The versions that the address shows: none, all, or two of them beside each other. */
export type ShownVersions =
  | { what: 'nothing' }
  | { what: 'all' }
  | { what: 'two'; from: number; to: number };

export function shownBy(history: string | undefined): ShownVersions {
  if (history === undefined) {
    return { what: 'nothing' };
  }
  const [, from, to] = TWO.exec(history) ?? [];
  return from === undefined || to === undefined
    ? { what: 'all' }
    : { what: 'two', from: Number(from), to: Number(to) };
}

interface HistoryState {
  shown: ShownVersions;
  close: () => void;
  showAll: () => void;
  compare: (from: number, to: number) => void;
}

/** What is shown of a history without a place in the address, for example one in a list; null for the address. */
export const HistoryPlace = createContext<HistoryState | null>(null);

/** The part of the history that the address shows. The page below keeps its place. */
export function useHistorySearch(): HistoryState {
  const place = useContext(HistoryPlace);
  const { history } = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (next: string | undefined) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, history: next }),
      replace: true,
      resetScroll: false,
    });
  return (
    place ?? {
      shown: shownBy(history),
      close: () => show(undefined),
      showAll: () => show(ALL),
      compare: (from, to) => show(`${from}-${to}`),
    }
  );
}
