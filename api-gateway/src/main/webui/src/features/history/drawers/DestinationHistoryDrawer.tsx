import { useDestinationFields } from '../fields/useDestinationFields';
import { HistoryDrawer, type Opened } from '../HistoryDrawer';

export function DestinationHistoryDrawer(object: Opened) {
  return <HistoryDrawer kind="destination" useFields={useDestinationFields} {...object} />;
}
