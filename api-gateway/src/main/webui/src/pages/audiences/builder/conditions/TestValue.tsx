import type { ValuesOf } from '@/api/catalogueQueries';
import { useTranslation } from '@/texts/useTranslation';
import classes from '../controls/controls.module.css';
import { DateField } from '../controls/DateField';
import { DistanceField } from '../controls/DistanceField';
import { NumberField } from '../controls/NumberField';
import { RangeFields } from '../controls/RangeFields';
import { ValuesField } from '../controls/ValuesField';
import type { Test, Value } from '../rule/model';
import { type DataType, takes } from '../rule/operators';
import { AnyValue } from './AnyValue';

interface Props {
  test: Test;
  types: readonly DataType[];
  of: ValuesOf;
  onChange: (value: Value) => void;
}

/** The value of a test, by what its operator takes. */
export function TestValue({ test: { operator, value }, types, of, onChange }: Props) {
  const { t } = useTranslation();
  switch (value.shape) {
    case 'none':
      return null;
    case 'distance':
      return (
        <DistanceField
          distance={value.distance}
          onChange={(distance) => onChange({ ...value, distance })}
        />
      );
    case 'range':
      return <RangeFields range={value} types={types} onChange={onChange} />;
    case 'many':
      return (
        <ValuesField
          of={of}
          types={types}
          values={value.values}
          onChange={(values) => onChange({ shape: 'many', values })}
        />
      );
  }
  const one = (entered: typeof value.value) => onChange({ shape: 'one', value: entered });
  switch (takes(operator)) {
    case 'date':
      return (
        <DateField
          label={t('builder.date')}
          control="value"
          value={typeof value.value === 'string' ? value.value : ''}
          onChange={(date) => one(date === '' ? null : date)}
        />
      );
    case 'number':
      return (
        <NumberField
          label={t('builder.value')}
          control="value"
          value={typeof value.value === 'number' ? value.value : null}
          onChange={one}
        />
      );
    case 'text':
      return (
        <input
          type="text"
          className={classes.field}
          data-kind="text"
          data-control="value"
          aria-label={t('builder.value')}
          placeholder={t('builder.textPlaceholder')}
          value={typeof value.value === 'string' ? value.value : ''}
          onChange={({ currentTarget }) => one(currentTarget.value)}
        />
      );
    default:
      return <AnyValue value={value.value} types={types} of={of} onChange={one} />;
  }
}
