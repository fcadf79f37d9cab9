import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { hasStatus } from '@/api/problem';
import { useTell } from '@/components/feedback/useTell';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
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
  // With what was there when typing began.
  const [typed, setTyped] = useState(() => begun && { draft: begun, version: saved.version });
  const stored = useMemo(() => draftOf(saved), [draftOf, saved]);
  const draft = typed?.draft ?? stored;

  const save = useMutation({
    mutationFn: (version: number) => send(draft, { 'If-Match': `"${version}"` }),
    onSuccess: (now) => {
      client.setQueryData(queryKey, now);
      setTyped(null);
      tell(said);
    },
    onError: (error) =>
      hasStatus(error, 412) ? client.invalidateQueries({ queryKey, exact: true }) : undefined,
  });
  useLeaveGuard(typed !== null, save.status);
  useFocusFault(save.error);

  return {
    draft,
    typed: typed !== null,
    error: save.error,
    saving: save.isPending,
    change: (changed: Partial<D>) => {
      setTyped({ draft: { ...draft, ...changed }, version: typed?.version ?? saved.version });
      save.reset();
    },
    discard: () => {
      setTyped(null);
      save.reset();
    },
    save: () => save.mutate(typed?.version ?? saved.version),
    saveOver: () => save.mutate(saved.version),
  };
}
