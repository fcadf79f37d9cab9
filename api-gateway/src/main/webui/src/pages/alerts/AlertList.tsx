import type { Alert } from '@/api/generated/model';
import { ItemList, ItemNote } from '@/components/list/ItemList';
import { AlertItem } from '@/features/alerts/AlertItem';

export function AlertList({ alerts, empty }: { alerts: readonly Alert[]; empty: string }) {
  return alerts.length === 0 ? (
    <ItemNote>{empty}</ItemNote>
  ) : (
    <ItemList>
      {alerts.map((alert) => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </ItemList>
  );
}
