import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ValuesOf, valuesQuery } from '@/api/catalogueQueries';
import { useWorkspace } from '@/workspace/here';
import type { Scalar } from '../rule/model';
import type { DataType } from '../rule/operators';
import { interpret } from '../vocabulary/interpret';

const PAUSE_MS = 200;

export interface Suggestion {
  value: Scalar;
  /** How many people or events have it; null for what was only typed. */
  count: number | null;
}

/** Real values that hold what was typed, and what was typed itself. */
export function useSuggestions(
  of: ValuesOf,
  types: readonly DataType[],
  typed: string,
  opened: boolean,
) {
  const workspace = useWorkspace();
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const query = useQuery({
    ...valuesQuery(workspace, { ...of, search }),
    enabled: opened,
  });
  const seen = (query.data?.data ?? []).flatMap(({ value, people, events }): Suggestion[] =>
    isScalar(value) ? [{ value, count: people ?? events ?? null }] : [],
  );
  const own = interpret(typed, types)
    .filter((value) => !seen.some((each) => each.value === value))
    .map((value): Suggestion => ({ value, count: null }));
  return {
    suggestions: [...seen, ...own],
    masked: query.data?.masked === true,
    loading: query.isLoading,
  };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
