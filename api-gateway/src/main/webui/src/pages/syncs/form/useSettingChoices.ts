import type { SettingChoices } from '@/api/generated/model';
import { readSettingChoices } from '@/api/generated/operations';
import { useWorkspace } from '@/workspace/here';
import { useVendorList, type VendorListRead } from './useVendorList';

/** A setting of a sync to an object of a destination. */
export interface AskedSetting {
  destination: string;
  object: string;
  setting: string;
}

/** The values that the vendor lists for a setting of a sync. */
export function useSettingChoices(asked: AskedSetting): VendorListRead<SettingChoices> {
  const workspace = useWorkspace();
  return useVendorList({
    queryKey: ['workspaces', workspace, 'setting-choices', asked],
    read: (refresh, signal) =>
      readSettingChoices(
        workspace,
        asked.destination,
        asked.object,
        asked.setting,
        { refresh },
        signal ? { signal } : {},
      ),
  });
}
