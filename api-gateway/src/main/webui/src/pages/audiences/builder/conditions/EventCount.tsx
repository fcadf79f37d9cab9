import { countKinds } from '@/api/generated/ruleGrammar';
import { useTranslation } from '@/texts/useTranslation';
import { Choice } from '../controls/Choice';
import { NumberField } from '../controls/NumberField';
import type { Count, CountKind } from '../rule/model';

interface Props {
  /** Absent: at least once. */
  count: Count | undefined;
  onChange: (count: Count | undefined) => void;
}

/** How often. */
export function EventCount({ count, onChange }: Props) {
  const { t } = useTranslation();
  const kind = countKinds.find((each) => count !== undefined && each in count) ?? 'atLeast';
  const times = count === undefined ? 1 : (count[kind] ?? null);
  const set = (of: CountKind, number: number | null) =>
    onChange(of === 'atLeast' && number === 1 ? undefined : { [of]: number });
  return (
    <>
      <Choice
        label={t('builder.howOften')}
        control="count"
        value={kind}
        options={countKinds.map((each) => ({ value: each, label: t(`builder.counts.${each}`) }))}
        onChange={(chosen) => set(chosen, times)}
      />
      <NumberField
        label={t('builder.times')}
        control="times"
        whole
        least={0}
        value={times}
        onChange={(entered) => set(kind, entered)}
      />
      <span>{t('builder.timesWord', { count: times ?? 2 })}</span>
    </>
  );
}
