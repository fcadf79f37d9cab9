import { useSyncFields } from '../fields/useSyncFields';
import { HistoryDrawer, type Opened } from '../HistoryDrawer';

export function SyncHistoryDrawer(object: Opened) {
  return <HistoryDrawer kind="sync" useFields={useSyncFields} {...object} />;
}
