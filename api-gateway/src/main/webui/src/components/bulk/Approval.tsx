import { Stack, Text } from '@mantine/core';
import { type RefusedChange, refusedChange } from '@/api/refusedChange';
import { AskForApproval } from '@/components/feedback/AskForApproval';
import { useTranslation } from '@/texts/useTranslation';
import type { Failed } from './inTurn';

interface Props<T> {
  failed: readonly Failed<T>[];
  /** Those that nobody has asked approval for. */
  left: readonly T[];
  onAsked: (item: T) => void;
}

/** Offers to ask for approval of the changes that another user can approve. */
export function Approval<T>({ failed, left, onAsked }: Props<T>) {
  const { t } = useTranslation();
  const items = new Map<RefusedChange, T>();
  for (const { item, error } of failed) {
    const change = refusedChange(error);
    if (change !== null) {
      items.set(change, item);
    }
  }
  return items.size === 0 ? null : (
    <Stack gap="xs" align="flex-start">
      <Text fz="sm">{t('bulk.approvable', { count: items.size })}</Text>
      <AskForApproval
        changes={[...items].filter(([, item]) => left.includes(item)).map(([change]) => change)}
        onAsked={(change) => {
          const item = items.get(change);
          if (item !== undefined) {
            onAsked(item);
          }
        }}
      />
    </Stack>
  );
}
