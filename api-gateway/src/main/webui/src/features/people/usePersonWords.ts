import { useCallback } from 'react';
import type { PersonLabel } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';

/** As many characters of the id as in the labels of the API. */
const END = 4;

/** The text that stands for a person: the name or the e-mail address; without a label the end of the id. */
export function usePersonWords(): (id: string, person?: PersonLabel) => string {
  const { t } = useTranslation();
  return useCallback(
    (id: string, person?: PersonLabel) =>
      person === undefined || person.source === 'id'
        ? t('profiles.person', { id: id.slice(-END) })
        : person.text,
    [t],
  );
}
