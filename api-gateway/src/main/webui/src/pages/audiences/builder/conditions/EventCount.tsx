import { useTranslation } from '@/texts/useTranslation';
import { Choice } from '../controls/Choice';
import { NumberField } from '../controls/NumberField';
import { COUNT_KINDS, type Count } from '../rule/model';

type Times = Exclude<Count, { kind: 'never' }>;

interface Props {
  count: Times;
  onChange: (count: Times) => void;
}

/** How often. */
export function EventCount({ count, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        label={t('builder.howOften')}
        control="count"
        value={count.kind}
        options={COUNT_KINDS.map((kind) => ({ value: kind, label: t(`builder.counts.${kind}`) }))}
        onChange={(kind) => onChange({ ...count, kind })}
      />
      <NumberField
        label={t('builder.times')}
        control="times"
        whole
        least={0}
        value={count.times}
        onChange={(times) => onChange({ ...count, times })}
      />
      <span>{t('builder.timesWord', { count: count.times ?? 2 })}</span>
    </>
  );
}
