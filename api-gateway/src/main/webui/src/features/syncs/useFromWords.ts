import type { SyncSource } from '@/api/generated/model';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';

type NameOf = (id: string) => string;

/** What flows, in words. */
export function useFromWords(
  audienceName: NameOf,
  modelName: NameOf,
): (from: SyncSource) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (from) => {
    switch (from.kind) {
      case 'audience':
        return t('syncs.from.audience', { name: audienceName(from.audience) });
      case 'profiles':
        return t('syncs.from.profiles');
      case 'model':
        return t('syncs.from.model', { name: modelName(from.model) });
      case 'events':
        return from.names.length === 0
          ? t('syncs.from.allEvents')
          : t('syncs.from.events', { names: formats.list(from.names) });
    }
  };
}
