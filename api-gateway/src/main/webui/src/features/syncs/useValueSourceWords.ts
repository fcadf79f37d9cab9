import type { ValueSource } from '@/api/generated/model';
import { useAudienceNames } from '@/components/objects/useNames';
import { useTranslation } from '@/texts/useTranslation';

/** Where a field's value comes from, in words. */
export function useValueSourceWords() {
  const { t } = useTranslation();
  const audienceName = useAudienceNames();
  return (from: ValueSource, constant: (value: unknown) => string): string => {
    switch (from.kind) {
      case 'trait':
        return t('syncs.values.trait', { name: from.name });
      case 'identifier':
        return t('syncs.values.identifier', { type: from.type });
      case 'profile':
        return t('syncs.values.profile');
      case 'column':
        return t('syncs.values.column', { name: from.name });
      case 'property':
        return t('syncs.values.property', { path: from.path });
      case 'context':
        return t('syncs.values.context', { path: from.path });
      case 'integrations':
        return t('syncs.values.integrations', { path: from.path });
      case 'identifiers':
        return from.type === undefined
          ? t('syncs.values.allIdentifiers')
          : t('syncs.values.identifiers', { type: from.type });
      case 'event':
        return t('syncs.values.event', { name: from.name });
      case 'constant':
        return `${t('syncs.values.constant')} ${constant(from.value)}`;
      case 'membership':
        return t('syncs.values.membership', { name: audienceName(from.audience) });
    }
  };
}
