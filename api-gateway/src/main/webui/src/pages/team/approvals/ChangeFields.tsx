import type { ChangeRequestField } from '@/api/generated/model';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import classes from '../administration/Changes.module.css';
import { fieldLabel } from './fields';
import { useFieldWords } from './useFieldWords';

/** Field by field, what would be sent. All of it is shown: the user who approves is responsible for it. */
export function ChangeFields({ fields }: { fields: readonly ChangeRequestField[] }) {
  const { t } = useTranslation();
  return fields.length === 0 ? (
    '–'
  ) : (
    <div className={classes.changes}>
      <dl>
        {fields.map((field) => (
          <div key={field.field}>
            <dt>{fieldLabel(t, field.field)}</dt>
            <dd>
              <FieldValue of={field} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function FieldValue({ of: { field, secret, masked, value } }: { of: ChangeRequestField }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  if (secret) {
    return t('approvals.secret');
  }
  if (masked) {
    return <Value value={{ masked: true }} />;
  }
  const told = words(field, value);
  return (value === null || value === undefined) && told === undefined ? (
    t('approvals.removed')
  ) : (
    <Value value={told ?? value} />
  );
}
