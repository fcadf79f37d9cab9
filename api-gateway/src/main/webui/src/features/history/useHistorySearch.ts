import { useNavigate, useSearch } from '@tanstack/react-router';

const ALL = 'all';
const TWO = /^(\d+)-(\d+)$/;

/** What the address shows of the history: nothing, all versions, or two of them beside each other. */
export type Shown =
  | { what: 'nothing' }
  | { what: 'all' }
  | { what: 'two'; from: number; to: number };

export function shownBy(history: string | undefined): Shown {
  if (history === undefined) {
    return { what: 'nothing' };
  }
  const [, from, to] = TWO.exec(history) ?? [];
  return from === undefined || to === undefined
    ? { what: 'all' }
    : { what: 'two', from: Number(from), to: Number(to) };
}

/** The part of the history that the address shows. The page below keeps its place. */
export function useHistorySearch() {
  const { history } = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (next: string | undefined) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, history: next }),
      replace: true,
      resetScroll: false,
    });
  return {
    shown: shownBy(history),
    close: () => show(undefined),
    showAll: () => show(ALL),
    compare: (from: number, to: number) => show(`${from}-${to}`),
  };
}
