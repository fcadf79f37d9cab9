import { useConnectionFields } from '../fields/useConnectionFields';
import { HistoryDrawer, type Opened } from '../HistoryDrawer';

export function ConnectionHistoryDrawer(object: Opened) {
  return <HistoryDrawer kind="warehouse" useFields={useConnectionFields} {...object} />;
}
