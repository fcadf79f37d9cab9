import { useCallback } from 'react';
import { isMasked, type Masked } from '@/api/masked';
import { useTranslation } from '@/texts/useTranslation';
import { callerOf } from './callerName';

/** Names a user or an API client by the name in the token, within a sentence. The name may be hidden. */
export function useCallerName(): (name: string | Masked | null) => string {
  const { t } = useTranslation();
  return useCallback(
    (name) => {
      if (isMasked(name)) {
        return t('callers.hidden');
      }
      const caller = callerOf(name);
      switch (caller.kind) {
        case 'user':
          return caller.name;
        case 'program':
          return t('callers.program', { name: caller.name });
        case 'unknown':
          return t('callers.unknown');
      }
    },
    [t],
  );
}
