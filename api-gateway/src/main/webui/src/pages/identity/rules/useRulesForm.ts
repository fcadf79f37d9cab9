import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Asked, type IdentityRules, replaceIdentityRules } from '@/api/identity';
import { hasStatus } from '@/api/problem';
import { useWorkspace } from '@/app/workspace/here';
import { useTell } from '@/components/feedback/useTell';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { rulesQuery } from '../queries';
import { withBlocked } from './block';
import { draftOf, type RulesDraft, requestOf } from './draft';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** A value that is to be blocked. It is personal, so it does not stand in the address. */
    block?: Asked;
  }
}

interface Typed {
  draft: RulesDraft;
  /** What was there when typing began. */
  version: number;
}

/** The rules as they are saved, until something is typed; then as they are typed. */
export function useRulesForm(saved: IdentityRules) {
  const { t } = useTranslation();
  const tell = useTell();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const block = useLocation({ select: ({ state }) => state.block });
  const [typed, setTyped] = useState<Typed | null>(() =>
    block ? { draft: withBlocked(draftOf(saved), block), version: saved.version } : null,
  );
  const stored = useMemo(() => draftOf(saved), [saved]);
  const draft = typed?.draft ?? stored;

  const save = useMutation({
    mutationFn: (version: number) =>
      replaceIdentityRules(workspace, requestOf(draft), { 'If-Match': `"${version}"` }),
    onSuccess: (rules) => {
      client.setQueryData(rulesQuery(workspace).queryKey, rules);
      setTyped(null);
      tell({ title: t('identity.saved'), message: t('identity.fromNowOn') });
    },
    onError: (error) =>
      hasStatus(error, 412) ? client.invalidateQueries(rulesQuery(workspace)) : undefined,
  });
  useLeaveGuard(typed !== null, save.status);

  return {
    draft,
    typed: typed !== null,
    block,
    error: save.error,
    saving: save.isPending,
    change: (changed: Partial<RulesDraft>) => {
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
