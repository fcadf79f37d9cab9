import type { CatalogueTrait } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';

export type ValueType = CatalogueTrait['types'][number];

export const TYPES: readonly ValueType[] = ['text', 'number', 'boolean', 'date', 'list', 'object'];

export function TypeNames({ types }: { types: ValueType[] }) {
  const { t } = useTranslation();
  return types.map((type) => t(`dictionary.types.${type}`)).join(' · ');
}
