import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Loaded } from '@/components/feedback/Loaded';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useWorkspace } from '@/workspace/here';
import { AllVersions } from './AllVersions';
import { Comparison } from './Comparison';
import type { FieldsOf } from './fields/useField';
import { type Kind, versionsQuery } from './kinds';
import { useHistorySearch } from './useHistorySearch';

interface Props {
  kind: Kind;
  id: string;
  /** How the settings of the kind are said. */
  useFields: () => FieldsOf;
  hold: (held: boolean) => void;
}

/** All versions, or two beside each other. Reads on until it has the versions of the address. */
export function Versions({ kind, id, useFields, hold }: Props) {
  const { shown } = useHistorySearch();
  const fieldsOf = useFields();
  const query = useInfiniteQuery(versionsQuery(kind, useWorkspace(), id));
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const oldest = data?.pages.at(-1)?.data.at(-1)?.version ?? 0;
  const asked = shown.what === 'two' ? Math.min(shown.from, shown.to) : oldest;
  const readOn = hasNextPage && !isFetching && !isError && oldest > asked;
  useEffect(() => {
    if (readOn) {
      void fetchNextPage();
    }
  }, [readOn, fetchNextPage]);
  return (
    <Loaded query={query} skeleton={<TableSkeleton rows={4} />}>
      {({ pages }) => {
        const versions = pages.flatMap((page) => page.data);
        const all = { kind, id, versions, fieldsOf, hold };
        return shown.what === 'two' ? (
          <Comparison {...all} from={shown.from} to={shown.to} />
        ) : (
          <AllVersions {...all} query={query} />
        );
      }}
    </Loaded>
  );
}
