import type { IdentityRules } from '@/api/identity';
import type { useRulesForm } from '../useRulesForm';

/** The rules as they are saved, and as they stand in the form. */
export interface OfForm {
  saved: IdentityRules;
  form: Pick<ReturnType<typeof useRulesForm>, 'draft' | 'typed' | 'change' | 'discard'>;
}
