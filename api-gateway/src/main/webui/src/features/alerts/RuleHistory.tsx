import { Button, Group, Stack } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AlertRule } from '@/api/generated/model';
import { HistoryPlace, type ShownVersions } from '@/features/history/useHistorySearch';
import { Versions } from '@/features/history/Versions';
import { useTranslation } from '@/texts/useTranslation';
import { useAlertRuleFields } from './useAlertRuleFields';

interface Props {
  rule: AlertRule;
  /** Whether a window is over the history: the drawer below then keeps still. */
  hold: (held: boolean) => void;
  onClose: () => void;
}

/** The versions of an alert rule, in its place in the list. */
export function RuleHistory({ rule, hold, onClose }: Props) {
  const { t } = useTranslation();
  const fieldsOf = useAlertRuleFields(rule.objectKind);
  const [shown, show] = useState<ShownVersions>({ what: 'all' });
  const place = useMemo(
    () => ({
      shown,
      close: onClose,
      showAll: () => show({ what: 'all' }),
      compare: (from: number, to: number) => show({ what: 'two', from, to }),
    }),
    [shown, onClose],
  );
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  // The rule may be deleted by another user while a window is over its history.
  useEffect(() => () => hold(false), [hold]);
  return (
    <Stack component="section" gap="sm" aria-label={t('alertRules.historyOf', { name: rule.name })}>
      <Group justify="space-between" gap="xs">
        <strong>{rule.name}</strong>
        <Button size="xs" variant="default" ref={close} onClick={onClose}>
          {t('alertRules.closeHistory')}
        </Button>
      </Group>
      <HistoryPlace value={place}>
        <Versions kind="alert-rule" id={rule.id} useFields={() => fieldsOf} hold={hold} />
      </HistoryPlace>
    </Stack>
  );
}
