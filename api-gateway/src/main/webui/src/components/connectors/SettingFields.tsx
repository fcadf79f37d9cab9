import { Fragment, type ReactNode } from 'react';
import type { Setting } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { type Faults, faultIn } from '../form/faults';
import { SettingField, type SettingFieldProps } from './SettingField';
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
  /** Another field for a setting; null for the usual one. */
  other?: (field: SettingFieldProps) => ReactNode;
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
  other,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const absent = strict ? missing(declared, draft, stored, moved).map(({ name }) => name) : [];
  return declared.map((setting) => {
    const field: SettingFieldProps = {
      setting,
      value: draft[setting.name],
      sealed: setting.secret && isSealed(valueIn(stored, setting.name)),
      moved,
      error: absent.includes(setting.name)
        ? t('activation.required', { label: setting.label })
        : faultIn(faults, `/settings/${setting.name}`),
      onChange: (value) => onChange({ ...draft, [setting.name]: value }),
    };
    return <Fragment key={setting.name}>{other?.(field) ?? <SettingField {...field} />}</Fragment>;
  });
}
