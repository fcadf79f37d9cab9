import { units } from '@/api/generated/ruleGrammar';
import { useTranslation } from '@/texts/useTranslation';
import type { Distance } from '../rule/model';
import { Choice } from './Choice';
import { NumberField } from './NumberField';

interface Props {
  distance: Distance;
  onChange: (distance: Distance) => void;
}

/** So many minutes, hours or days. */
export function DistanceField({ distance, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <NumberField
        label={t('builder.amount')}
        control="amount"
        whole
        least={1}
        value={distance.amount}
        onChange={(amount) => onChange({ ...distance, amount })}
      />
      <Choice
        label={t('builder.unit')}
        control="unit"
        value={distance.unit}
        options={units.map((unit) => ({
          value: unit,
          label: t(`builder.units.${unit}`, { count: distance.amount ?? 2 }),
        }))}
        onChange={(unit) => onChange({ ...distance, unit })}
      />
    </>
  );
}
