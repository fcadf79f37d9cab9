import { useSearch } from '@tanstack/react-router';
import { FilingFilters, type List } from './FilingFilters';
import { type Filed, isFiled } from './filing';

/** Narrows a list to a tag, a folder or an owner, which the address keeps. */
export function useFilingFilter(list: List) {
  const { tag, folder, owner } = useSearch({ from: list });
  return {
    filters: (all: readonly Filed[]) => <FilingFilters all={all} list={list} />,
    keeps: (one: Filed) => isFiled(one, { tag, folder, owner }),
    set: [tag, folder, owner].some((each) => each !== undefined),
  };
}
