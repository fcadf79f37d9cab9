import { useTranslation } from '@/texts/useTranslation';
import { contentOf } from './content';
import { type FieldsOf, useField } from './useField';

export function useAudienceFields(): FieldsOf {
  const { t } = useTranslation();
  const { field, named, filing } = useField();
  return (version) => {
    const { description, rule, ...filed } = contentOf(version);
    return [
      ...named(version),
      field('description', t('builder.description'), description),
      ...filing(filed),
      field('rule', t('builder.rule'), rule, version.inWords ?? t('history.unreadable')),
    ];
  };
}
