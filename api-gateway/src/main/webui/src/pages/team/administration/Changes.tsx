import type { AdministrationChange } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Changes.module.css';

/**
 * Field by field, what was there and what is there now, and where the request came from. It opens
 * on demand.
 *
 * @param address of the client; null where it is not known
 */
export function Changes({
  changes,
  address,
}: {
  changes: readonly AdministrationChange[];
  address: string | null;
}) {
  const { t } = useTranslation();
  if (changes.length === 0 && address === null) {
    return '–';
  }
  return (
    <details className={classes.changes}>
      <summary>
        {changes.length === 0
          ? t('administration.details')
          : t('administration.fields', { count: changes.length })}
      </summary>
      <dl>
        {address !== null && (
          <div>
            <dt>{t('administration.from')}</dt>
            <dd className="mono">{address}</dd>
          </div>
        )}
        {changes.map((change) => (
          <div key={change.field}>
            <dt className="mono">{change.field.slice(1)}</dt>
            <dd>
              <Difference change={change} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Difference({ change }: { change: AdministrationChange }) {
  const { t } = useTranslation();
  if (change.secret) {
    return t('administration.secret');
  }
  return (
    <>
      <Side label={t('administration.before')} value={change.before} />
      <Side label={t('administration.after')} value={change.after} />
    </>
  );
}

function Side({ label, value }: { label: string; value: unknown }) {
  const { t } = useTranslation();
  return (
    <span className={classes.side}>
      <span className={classes.label}>{label}</span>{' '}
      {value === null || value === undefined ? (
        t('administration.nothing')
      ) : (
        <Value value={value} />
      )}
    </span>
  );
}
