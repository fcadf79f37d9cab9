import { useTranslation } from 'react-i18next';
import type { From } from '@/api/generated/model';
import { useAudienceNames } from '@/components/objects/useNames';
import { useFormats } from '@/components/text/useFormats';

/** What flows, in words. */
export function FromName({ from }: { from: From }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const audienceName = useAudienceNames();
  switch (from.kind) {
    case 'audience':
      return <>{t('syncs.from.audience', { name: audienceName(from.audience) })}</>;
    case 'profiles':
      return <>{t('syncs.from.profiles')}</>;
    case 'model':
      return <>{t('syncs.from.model', { name: from.model })}</>;
    case 'events':
      return (
        <>
          {from.names.length === 0
            ? t('syncs.from.allEvents')
            : t('syncs.from.events', { names: formats.list(from.names) })}
        </>
      );
  }
}
