import type { DefinitionVersion } from '@/api/generated/model';
import { isMasked } from '@/api/masked';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import type { Field } from '../differences';
import { contentOf } from './content';

/** A kind's settings of a version. */
export type FieldsOf = (version: DefinitionVersion) => Field[];

/** What the settings of all kinds have in common. */
export function useField() {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = (value: unknown): string => {
    switch (typeof value) {
      case 'string':
        return value === '' ? t('value.empty') : value;
      case 'number':
        return formats.number(value);
      case 'boolean':
        return t(value ? 'value.yes' : 'value.no');
    }
    if (isMasked(value)) {
      return t('masked.hidden');
    }
    if (Array.isArray(value)) {
      return value.length === 0 ? t('value.none') : formats.list(value.map(words));
    }
    return value === null || value === undefined ? t('history.notSet') : JSON.stringify(value);
  };
  /** @param said the value in words, where it has its own */
  const field = (id: string, label: string, value: unknown, said = words(value)): Field => ({
    id,
    label,
    value: value ?? null,
    words: isMasked(value) ? t('masked.hidden') : said,
  });
  const named = (version: DefinitionVersion): Field[] => {
    const { name, key } = contentOf(version);
    return [field('name', t('list.name'), name), field('key', t('object.key'), key)];
  };
  return { words, field, named };
}
