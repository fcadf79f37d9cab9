import type { ValuesOf } from '@/api/catalogueQueries';
import { useTranslation } from '@/texts/useTranslation';
import { Choice } from '../controls/Choice';
import { NumberField } from '../controls/NumberField';
import { ValueField } from '../controls/ValueField';
import type { Scalar } from '../rule/model';
import type { DataType } from '../rule/operators';

interface Props {
  value: Scalar | null;
  types: readonly DataType[];
  of: ValuesOf;
  onChange: (value: Scalar | null) => void;
}

/** A text, a number, or yes and no: whichever the trait holds. */
export function AnyValue({ value, types, of, onChange }: Props) {
  const { t } = useTranslation();
  const only = types.length === 1 ? types[0] : undefined;
  if (typeof value === 'boolean' || (only === 'boolean' && value === null)) {
    return (
      <Choice
        label={t('builder.value')}
        control="value"
        value={value === null ? '' : value ? 'yes' : 'no'}
        options={[
          ...(value === null ? [{ value: '', label: t('builder.choose') }] : []),
          { value: 'yes', label: t('value.yes') },
          { value: 'no', label: t('value.no') },
        ]}
        onChange={(chosen) => onChange(chosen === 'yes')}
      />
    );
  }
  return only === 'number' && typeof value !== 'string' ? (
    <NumberField label={t('builder.value')} control="value" value={value} onChange={onChange} />
  ) : (
    <ValueField of={of} types={types} value={value} onChange={onChange} />
  );
}
