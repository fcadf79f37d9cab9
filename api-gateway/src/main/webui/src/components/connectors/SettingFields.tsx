import { useTranslation } from 'react-i18next';
import type { Setting } from '@/api/generated/model';
import { type Faults, faultIn } from '../form/faults';
import { SettingField } from './SettingField';
import { type Draft, isSealed, missing } from './settings';

interface Props {
  declared: readonly Setting[];
  draft: Draft;
  stored?: Readonly<Record<string, unknown>>;
  faults: Faults;
  /** Whether what is missing is said: not before somebody has tried to go on. */
  strict: boolean;
  onChange: (draft: Draft) => void;
}

/** A form that is drawn from what a connector declares. */
export function SettingFields({ declared, draft, stored = {}, faults, strict, onChange }: Props) {
  const { t } = useTranslation();
  const absent = strict ? missing(declared, draft, stored).map(({ name }) => name) : [];
  return declared.map((setting) => (
    <SettingField
      key={setting.name}
      setting={setting}
      value={draft[setting.name]}
      sealed={setting.secret && isSealed(stored[setting.name])}
      error={
        absent.includes(setting.name)
          ? t('activation.required', { label: setting.label })
          : faultIn(faults, `/settings/${setting.name}`)
      }
      onChange={(value) => onChange({ ...draft, [setting.name]: value })}
    />
  ));
}
