import { useAudienceFields } from '../fields/useAudienceFields';
import { HistoryDrawer, type Opened } from '../HistoryDrawer';

export function AudienceHistoryDrawer(object: Opened) {
  return <HistoryDrawer kind="audience" useFields={useAudienceFields} {...object} />;
}
