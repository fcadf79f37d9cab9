import { useTranslation } from '@/texts/useTranslation';
import { contentOf, listOf } from './content';
import { type FieldsOf, useField } from './useField';

export function useAudienceFields(): FieldsOf {
  const { t } = useTranslation();
  const { field, named } = useField();
  return (version) => {
    const { description, tags, folder, owner, rule } = contentOf(version);
    return [
      ...named(version),
      field('description', t('builder.description'), description),
      field('tags', t('filing.tags'), listOf(tags)),
      field('folder', t('filing.folder'), folder),
      field('owner', t('filing.owner'), owner),
      field('rule', t('builder.rule'), rule, version.inWords ?? t('history.unreadable')),
    ];
  };
}
