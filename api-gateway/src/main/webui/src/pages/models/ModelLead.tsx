import { useTranslation } from 'react-i18next';
import type { Model } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { PERSON } from './modelDraft';
import { rowsOfSnapshot } from './rows';

/** What the model holds and how old that is, in a sentence. */
export function ModelLead({ model: { entity, lastSuccess } }: { model: Model }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const rows = rowsOfSnapshot(lastSuccess);
  if (rows === null || !lastSuccess?.startedAt) {
    return <>{t('models.nothingRead')}</>;
  }
  return (
    <>
      {entity === PERSON
        ? t('models.people', { count: rows })
        : t('models.rowsOf', { count: rows, rows: formats.number(rows), entity })}{' '}
      · {t('models.asOfLead')} <Time at={lastSuccess.startedAt} clock="business" />
    </>
  );
}
