import { useLocation } from '@tanstack/react-router';
import {
  type Asked,
  type IdentityRules,
  type NewIdentityRules,
  replaceIdentityRules,
} from '@/api/identity';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { rulesQuery } from '../queries';
import { useVersionedForm } from '../useVersionedForm';
import { isBlocked, withBlocked } from './block';
import { draftOf, type RulesDraft, requestOf } from './draft';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** A value that is to be blocked. It is personal, so it does not stand in the address. */
    block?: Asked;
  }
}

/** The rules as they are saved, until something is typed; then as they are typed. */
export function useRulesForm(
  saved: IdentityRules,
  defaults: NewIdentityRules,
  onChange: () => void,
) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const block = useLocation({ select: ({ state }) => state.block });
  const form = useVersionedForm<IdentityRules, RulesDraft>({
    saved,
    queryKey: rulesQuery(workspace).queryKey,
    draftOf,
    // The browser keeps what it was led here for, also once that is saved.
    begun: block && !isBlocked(saved, block) ? withBlocked(draftOf(saved), block, defaults) : null,
    send: (draft, headers) => replaceIdentityRules(workspace, requestOf(draft), headers),
    said: { title: t('identity.saved'), message: t('identity.fromNowOn') },
  });
  return {
    ...form,
    block,
    change: (changed: Partial<RulesDraft>) => {
      form.change(changed);
      onChange();
    },
  };
}
