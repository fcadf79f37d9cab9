import { useTranslation } from '@/texts/useTranslation';
import { contentOf } from './content';
import { type FieldsOf, useField } from './useField';

export function useSourceFields(): FieldsOf {
  const { t } = useTranslation();
  const { words, field, named } = useField();
  return (version) => {
    const { enabled, eventsPerSecond, kind } = contentOf(version);
    const known = (['browser', 'server'] as const).find((each) => each === kind);
    return [
      ...named(version),
      field('kind', t('sources.kind'), kind, known && t(`sources.kinds.${known}`)),
      field(
        'enabled',
        t('list.state'),
        enabled,
        t(enabled === false ? 'sources.off' : 'sources.on'),
      ),
      field(
        'eventsPerSecond',
        t('sources.limit'),
        eventsPerSecond,
        t('sources.perSecond', { rate: words(eventsPerSecond) }),
      ),
    ];
  };
}
