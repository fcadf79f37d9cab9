import { useTranslation } from '@/texts/useTranslation';
import { contentOf } from './content';
import { type FieldsOf, useField } from './useField';

export function useAudienceFields(): FieldsOf {
  const { t } = useTranslation();
  const { field, named } = useField();
  return (version) => {
    const { rule } = contentOf(version);
    return [
      ...named(version),
      field('rule', t('builder.rule'), rule, version.inWords ?? t('history.unreadable')),
    ];
  };
}
