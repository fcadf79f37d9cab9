import type { Model } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { usePeople } from '@/components/text/usePeople';
import { PERSON } from '@/features/models/entity';
import { useTranslation } from '@/texts/useTranslation';
import { roundedRows, rowsOfSnapshot } from './rows';

/** What the model holds and how old that is, in a sentence. */
export function ModelLead({ model: { entity, lastSuccess } }: { model: Model }) {
  const { t } = useTranslation();
  const { people, number } = usePeople();
  const rows = rowsOfSnapshot(lastSuccess);
  const rounded = roundedRows(lastSuccess);
  if (rows === null || !lastSuccess?.startedAt) {
    return <>{t('models.nothingRead')}</>;
  }
  return (
    <>
      {entity === PERSON
        ? people(rows, rounded)
        : t('models.rowsOf', { count: rows, rows: number(rows, rounded), entity })}{' '}
      · {t('models.asOfLead')} <Time at={lastSuccess.startedAt} clock="business" />
    </>
  );
}
