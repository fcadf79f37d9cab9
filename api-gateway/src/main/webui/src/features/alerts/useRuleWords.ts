import { useMemo } from 'react';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { roughTimeOf, timeOf } from './draft';
import type { RuleKind } from './kinds';

const PERCENT = 100;

/** Conditions of alert rules and figures of their objects, in words. */
export function useRuleWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  return useMemo(() => {
    const share = (percent: number) => formats.percent(percent / PERCENT);
    const time = (minutes: number) => {
      const { amount, unit } = timeOf(minutes);
      return t(`alertRules.time.${unit}`, { count: amount });
    };
    return {
      condition: (kind: RuleKind, threshold: number): string => {
        switch (kind) {
          case 'size-below':
          case 'size-above':
          case 'failed-deliveries':
            return t(`alertRules.conditions.${kind}`, { count: threshold });
          case 'size-change':
          case 'failed-share':
            return t(`alertRules.conditions.${kind}`, { share: share(threshold) });
          case 'silence':
          case 'lateness':
            return t(`alertRules.conditions.${kind}`, { time: time(threshold) });
        }
      },
      figure: (kind: RuleKind, figure: number): string => {
        switch (kind) {
          case 'size-below':
          case 'size-above':
            return t('approximate.people', { count: figure });
          case 'failed-deliveries':
            return t('alertRules.failed', { count: figure });
          case 'size-change':
            return `${figure > 0 ? '+' : ''}${share(figure)}`;
          case 'failed-share':
            return share(figure);
          case 'silence':
          case 'lateness': {
            const { amount, unit } = roughTimeOf(figure);
            return t(`alertRules.time.${unit}`, { count: amount });
          }
        }
      },
    };
  }, [t, formats]);
}
