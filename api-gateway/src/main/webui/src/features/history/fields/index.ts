import type { Kind } from '../kinds';
import { useAudienceFields } from './useAudienceFields';
import { useConnectionFields } from './useConnectionFields';
import { useDestinationFields } from './useDestinationFields';
import type { FieldsOf } from './useField';
import { useModelFields } from './useModelFields';
import { useSourceFields } from './useSourceFields';
import { useSyncFields } from './useSyncFields';

/** How the settings of each kind are said. A component asks for one kind as long as it lives. */
export const useFieldsOf: Readonly<Record<Kind, () => FieldsOf>> = {
  source: useSourceFields,
  warehouse: useConnectionFields,
  model: useModelFields,
  audience: useAudienceFields,
  destination: useDestinationFields,
  sync: useSyncFields,
};
