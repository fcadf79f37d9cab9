import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { hasStatus } from '@/api/problem';
import { useTell } from '@/components/feedback/useTell';
import { useForm } from '@/components/form/useForm';
import { useFocusFault } from './useFocusFault';

interface Versioned {
  version: number;
}

interface Props<S extends Versioned, D> {
  saved: S;
  queryKey: QueryKey;
  draftOf: (saved: S) => D;
  /** What is changed from the start, where something led here to change it. */
  begun?: D | null;
  send: (draft: D, headers: HeadersInit) => Promise<S>;
  /** What is said once it is saved. */
  said: { title: string; message: string };
}

/** Something that many may change: as it is saved, until something is typed; then as it is typed. */
export function useVersionedForm<S extends Versioned, D extends object>({
  saved,
  queryKey,
  draftOf,
  begun = null,
  send,
  said,
}: Props<S, D>) {
  const tell = useTell();
  const client = useQueryClient();
  const stored = useMemo(() => draftOf(saved), [draftOf, saved]);
  // A draft keeps the version that was there when typing began.
  const form = useForm<{ draft: D; version: number }, S, number>({
    start: { draft: stored, version: saved.version },
    begun: begun && { draft: begun, version: saved.version },
    send: ({ draft }, version) => send(draft, { 'If-Match': `"${version}"` }),
    onSaved: (now, forget) => {
      client.setQueryData(queryKey, now);
      forget();
      tell(said);
    },
    onRefused: (error) =>
      hasStatus(error, 412) ? client.invalidateQueries({ queryKey, exact: true }) : undefined,
  });
  useFocusFault(form.error);
  const { draft, version } = form.draft;
  return {
    draft,
    typed: form.typed,
    error: form.error,
    saving: form.saving,
    change: (changed: Partial<D>) => form.change({ draft: { ...draft, ...changed } }),
    discard: form.discard,
    save: () => form.save(version),
    saveOver: () => form.save(saved.version),
  };
}
