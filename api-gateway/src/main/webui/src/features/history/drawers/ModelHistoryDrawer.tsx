import { useModelFields } from '../fields/useModelFields';
import { HistoryDrawer, type Opened } from '../HistoryDrawer';

export function ModelHistoryDrawer(object: Opened) {
  return <HistoryDrawer kind="model" useFields={useModelFields} {...object} />;
}
