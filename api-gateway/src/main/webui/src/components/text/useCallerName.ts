import { useCallback } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import { callerOf } from './callerName';

/** Names a user or an API client by the name in the token, within a sentence. */
export function useCallerName(): (name: string | null) => string {
  const { t } = useTranslation();
  return useCallback(
    (name) => {
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
