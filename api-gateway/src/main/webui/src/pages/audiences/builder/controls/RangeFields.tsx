import { useTranslation } from '@/texts/useTranslation';
import type { Scalar } from '../rule/model';
import type { DataType } from '../rule/operators';
import { Choice } from './Choice';
import { DateField } from './DateField';
import { NumberField } from './NumberField';

type Range = readonly [low: Scalar | null, high: Scalar | null];

interface Props {
  range: Range;
  types: readonly DataType[];
  onChange: (range: Range) => void;
}

/** Two ends, both included: of numbers or of dates. Which of the two is asked where it can be both. */
export function RangeFields({ range, types, onChange }: Props) {
  const { t } = useTranslation();
  const dates = typeof (range[0] ?? range[1] ?? sample(types)) === 'string';
  const ends = [
    { name: 'low', label: dates ? t('builder.from') : t('builder.low') },
    { name: 'high', label: dates ? t('builder.to') : t('builder.high') },
  ] as const;
  const asks = types.length === 0 || (types.includes('number') && types.includes('date'));
  return (
    <>
      {asks && (
        <Choice
          label={t('builder.rangeOf')}
          control="range-of"
          value={dates ? 'dates' : 'numbers'}
          options={[
            { value: 'numbers', label: t('builder.numbers') },
            { value: 'dates', label: t('builder.dates') },
          ]}
          onChange={(of) => onChange([of === 'dates' ? '' : null, null])}
        />
      )}
      {ends.map(({ name, label }, index) => {
        const value = range[index];
        const set = (entered: Scalar | null) =>
          onChange(index === 0 ? [entered, range[1]] : [range[0], entered]);
        return (
          <span key={name} style={{ display: 'contents' }}>
            {index === 1 && <span>{t('builder.and')}</span>}
            {dates ? (
              <DateField
                label={label}
                control={name}
                value={typeof value === 'string' ? value : ''}
                onChange={set}
              />
            ) : (
              <NumberField
                label={label}
                control={name}
                value={typeof value === 'number' ? value : null}
                onChange={set}
              />
            )}
          </span>
        );
      })}
    </>
  );
}

function sample(types: readonly DataType[]): Scalar {
  return types.includes('date') && !types.includes('number') ? '' : 0;
}
