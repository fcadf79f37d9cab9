import type { ValuesOf } from '@/api/catalogueQueries';
import { useTranslation } from '@/texts/useTranslation';
import classes from '../controls/controls.module.css';
import { DateField } from '../controls/DateField';
import { DistanceField } from '../controls/DistanceField';
import { NumberField } from '../controls/NumberField';
import { Percentiles } from '../controls/Percentiles';
import { RangeFields } from '../controls/RangeFields';
import { ValuesField } from '../controls/ValuesField';
import type { Distance, Scalar, Test, Value } from '../rule/model';
import { type DataType, MONTH, operandOf } from '../rule/operators';
import { isOneSided } from '../vocabulary/shares';
import { AnyValue } from './AnyValue';

interface Props {
  test: Test;
  types: readonly DataType[];
  of: ValuesOf;
  onChange: (value: Value) => void;
}

/** The value of a test, by what its operator takes. */
export function TestValue({ test: { operator, value = null }, types, of, onChange }: Props) {
  const { t } = useTranslation();
  const one = isOne(value) ? value : null;
  const many = Array.isArray(value) ? value : [];
  switch (operandOf(operator)) {
    case 'nothing':
      return null;
    case 'span':
      return <DistanceField distance={isDistance(value) ? value : MONTH} onChange={onChange} />;
    case 'pair':
      return (
        <RangeFields
          range={[many[0] ?? null, many[1] ?? null]}
          types={types}
          onChange={(range) => onChange([...range] as Value)}
        />
      );
    case 'scalars':
      return (
        <ValuesField
          of={of}
          types={types}
          values={many.filter((each) => each !== null)}
          onChange={(values) => onChange(values as Value)}
        />
      );
    case 'moment':
      return (
        <DateField
          label={t('builder.date')}
          control="value"
          value={typeof one === 'string' ? one : ''}
          onChange={(date) => onChange(date === '' ? null : date)}
        />
      );
    case 'number': {
      const number = typeof one === 'number' ? one : null;
      return (
        <>
          <NumberField
            label={t('builder.value')}
            control="value"
            value={number}
            onChange={onChange}
          />
          {isOneSided(operator) && (
            <Percentiles of={of} operator={operator} value={number} onChange={onChange} />
          )}
        </>
      );
    }
    case 'text':
      return (
        <input
          type="text"
          className={classes.field}
          data-kind="text"
          data-control="value"
          aria-label={t('builder.value')}
          placeholder={t('builder.textPlaceholder')}
          value={typeof one === 'string' ? one : ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'scalar':
      return <AnyValue value={one} types={types} of={of} onChange={onChange} />;
  }
}

function isOne(value: Value): value is Scalar | null {
  return typeof value !== 'object' || value === null;
}

function isDistance(value: Value): value is Distance {
  return typeof value === 'object' && value !== null && 'amount' in value;
}
