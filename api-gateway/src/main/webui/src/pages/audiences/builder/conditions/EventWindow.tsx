import { useTranslation } from '@/texts/useTranslation';
import { Choice } from '../controls/Choice';
import { DateField } from '../controls/DateField';
import { DistanceField } from '../controls/DistanceField';
import type { Window } from '../rule/model';

const EMPTY: Record<Window['kind'], Window> = {
  ever: { kind: 'ever' },
  last: { kind: 'last', distance: { amount: 30, unit: 'days' } },
  fixed: { kind: 'fixed', from: '', to: '' },
};
const KINDS = ['ever', 'last', 'fixed'] as const;

interface Props {
  window: Window;
  onChange: (window: Window) => void;
}

/** When it happened: ever, not long ago, or between two days. */
export function EventWindow({ window, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        label={t('builder.when')}
        control="window"
        value={window.kind}
        options={KINDS.map((kind) => ({ value: kind, label: t(`builder.windows.${kind}`) }))}
        onChange={(kind) => onChange(EMPTY[kind])}
      />
      {window.kind === 'last' && (
        <DistanceField
          distance={window.distance}
          onChange={(distance) => onChange({ kind: 'last', distance })}
        />
      )}
      {window.kind === 'fixed' && (
        <>
          <DateField
            label={t('builder.from')}
            control="from"
            value={window.from}
            onChange={(from) => onChange({ ...window, from })}
          />
          <span>{t('builder.and')}</span>
          <DateField
            label={t('builder.to')}
            control="to"
            value={window.to}
            onChange={(to) => onChange({ ...window, to })}
          />
        </>
      )}
    </>
  );
}
