import { useSourceFields } from '../fields/useSourceFields';
import { HistoryDrawer, type Opened } from '../HistoryDrawer';

export function SourceHistoryDrawer(object: Opened) {
  return <HistoryDrawer kind="source" useFields={useSourceFields} {...object} />;
}
