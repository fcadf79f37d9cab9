import type { Setting } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { type Faults, faultIn } from '../form/faults';
import { SettingField } from './SettingField';
import { type Draft, isSealed, missing, type Stored, valueIn } from './settings';

interface Props {
  declared: readonly Setting[];
  draft: Draft;
  stored?: Stored;
  faults: Faults;
  /** Whether the address is changed, so that stored secrets must be entered again. */
  moved?: boolean;
  /** Whether missing values are shown: not before the user has tried to continue. */
  strict: boolean;
  onChange: (draft: Draft) => void;
}

/** A form that is drawn from what a connector declares. */
export function SettingFields({
  declared,
  draft,
  stored = {},
  moved = false,
  faults,
  strict,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const absent = strict ? missing(declared, draft, stored, moved).map(({ name }) => name) : [];
  return declared.map((setting) => (
    <SettingField
      key={setting.name}
      setting={setting}
      value={draft[setting.name]}
      sealed={setting.secret && isSealed(valueIn(stored, setting.name))}
      moved={moved}
      error={
        absent.includes(setting.name)
          ? t('activation.required', { label: setting.label })
          : faultIn(faults, `/settings/${setting.name}`)
      }
      onChange={(value) => onChange({ ...draft, [setting.name]: value })}
    />
  ));
}
