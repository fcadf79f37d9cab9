import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { entityTag } from '@/api/entityTag';
import type { Audience } from '@/api/generated/model';
import { changeAudience, createAudience } from '@/api/generated/operations';
import { audienceQuery, audiencesQuery } from '@/api/queries';
import { type FilingDraft, filingOf } from '@/features/filing/filing';
import { useWorkspace } from '@/workspace/here';
import type { Json } from './rule/model';

export interface Draft {
  name: string;
  key: string;
  description: string;
  /** Only for a new audience. */
  filing: FilingDraft;
  rule: Json;
}

interface Leave {
  /** Also traits that nobody has yet. */
  unknownTraits?: boolean;
  /** Also over what another user saved meanwhile. */
  overOthers?: boolean;
}

/** Creates the audience or changes it, and goes to its page. */
export function useSave(audience: Audience | null) {
  const workspace = useWorkspace();
  const client = useQueryClient();
  const navigate = useNavigate();
  // Asking again after a lost answer must not make a second audience; another one is another request.
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const mutation = useMutation({
    mutationFn: ({ draft, leave }: { draft: Draft; leave: Leave }) => {
      const description = draft.description.trim() || null;
      const described = description !== (audience?.description ?? null);
      const body = {
        name: draft.name.trim(),
        rule: draft.rule,
        ...(described ? { description } : {}),
        ...(leave.unknownTraits ? { allowUnknownTraits: true } : {}),
      };
      return audience === null
        ? createAudience(
            workspace,
            { ...body, ...filingOf(draft.filing), key: draft.key },
            { headers: { 'Idempotency-Key': attempt } },
          )
        : changeAudience(workspace, audience.id, body, {
            headers: { 'If-Match': leave.overOthers ? '*' : expected(audience, described) },
          });
    },
    onSuccess: (saved) => {
      client.setQueryData(audienceQuery(workspace, saved.id).queryKey, saved);
      void client.invalidateQueries(audiencesQuery(workspace));
      void navigate({
        to: '/w/$workspace/audiences/$audience',
        params: { workspace, audience: saved.id },
      });
    },
  });
  return {
    save: (draft: Draft, leave: Leave = {}) => mutation.mutate({ draft, leave }),
    /** What was refused is changed. */
    changed: () => {
      setAttempt(crypto.randomUUID());
      mutation.reset();
    },
    error: mutation.error,
    saving: mutation.isPending,
    status: mutation.status,
  };
}

/** A new description replaces the one that was read; another way to file the audience is no obstacle for a rule. */
function expected(audience: Audience, described: boolean): string {
  return described ? entityTag(audience) : `"${audience.version}"`;
}
