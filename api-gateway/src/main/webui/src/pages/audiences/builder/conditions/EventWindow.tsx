import type { FixedWindow } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { Choice } from '../controls/Choice';
import { DateField } from '../controls/DateField';
import { DistanceField } from '../controls/DistanceField';
import type { Window } from '../rule/model';
import { MONTH } from '../rule/operators';

const EMPTY = { ever: undefined, last: { last: MONTH }, fixed: {} };
const KINDS = ['ever', 'last', 'fixed'] as const;

interface Props {
  /** Absent: ever. */
  window: Window | undefined;
  onChange: (window: Window | undefined) => void;
}

/** When it happened: ever, not long ago, or between two days. */
export function EventWindow({ window, onChange }: Props) {
  const { t } = useTranslation();
  const rolling = window !== undefined && 'last' in window ? window : null;
  const fixed = window !== undefined && !('last' in window) ? window : null;
  const setEnd = (end: 'from' | 'to', { [end]: _, ...other }: FixedWindow, date: string) =>
    onChange(date === '' ? other : { ...other, [end]: date });
  return (
    <>
      <Choice
        label={t('builder.when')}
        control="window"
        value={rolling ? 'last' : fixed ? 'fixed' : 'ever'}
        options={KINDS.map((kind) => ({ value: kind, label: t(`builder.windows.${kind}`) }))}
        onChange={(kind) => onChange(EMPTY[kind])}
      />
      {rolling && <DistanceField distance={rolling.last} onChange={(last) => onChange({ last })} />}
      {fixed && (
        <>
          <DateField
            label={t('builder.from')}
            control="from"
            value={fixed.from ?? ''}
            onChange={(from) => setEnd('from', fixed, from)}
          />
          <span>{t('builder.and')}</span>
          <DateField
            label={t('builder.to')}
            control="to"
            value={fixed.to ?? ''}
            onChange={(to) => setEnd('to', fixed, to)}
          />
        </>
      )}
    </>
  );
}
