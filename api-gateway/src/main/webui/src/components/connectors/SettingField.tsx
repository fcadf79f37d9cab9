import { PasswordInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import type { Setting } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import { GenerateSecret } from '../form/GenerateSecret';
import { NumberSetting } from './NumberSetting';
import type { Draft } from './settings';
import { useSettingHelp } from './useSettingHelp';

export interface SettingFieldProps {
  setting: Setting;
  value: Draft[string] | undefined;
  /** A secret that is stored already and may stay. */
  sealed: boolean;
  /** Whether what is sealed was entered for another address, and is needed again. */
  moved: boolean;
  error: string | undefined;
  onChange: (value: Draft[string]) => void;
}

/** One setting as the connector declares it. */
export function SettingField({
  setting,
  value = '',
  sealed,
  moved,
  error,
  onChange,
}: SettingFieldProps) {
  const { t } = useTranslation();
  const help = useSettingHelp(setting);
  const shared = {
    name: setting.name,
    label: setting.label,
    description: help,
    required: setting.required && (!sealed || moved),
    error,
  };
  if (setting.secret) {
    const field = (
      <PasswordInput
        {...shared}
        description={
          sealed
            ? t(moved ? 'activation.secretAgain' : 'activation.secretKept', { help: setting.help })
            : setting.help
        }
        // Mantine does not say it of a password, and the form takes the keyboard to what is invalid.
        aria-invalid={error !== undefined || undefined}
        placeholder={sealed && !moved ? t('destinations.secretSet') : ''}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('activation.showSecret') }}
        value={String(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
    return setting.type === 'signing-secret' ? (
      <Stack gap="xs">
        {field}
        <GenerateSecret label={setting.label} value={String(value)} onGenerated={onChange} />
      </Stack>
    ) : (
      field
    );
  }
  switch (setting.type) {
    case 'number':
      return (
        <NumberSetting
          {...shared}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          onChange={onChange}
        />
      );
    case 'list':
      return (
        <TagsInput
          {...shared}
          comboboxProps={{ withinPortal: false }}
          clearButtonProps={{ 'aria-label': t('activation.clear') }}
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
        />
      );
    case 'boolean':
    case 'choice':
      return (
        <Select
          {...shared}
          clearable={!setting.required}
          clearButtonProps={{ 'aria-label': t('activation.clear') }}
          placeholder={t('activation.asUsual')}
          value={value === '' ? null : String(value)}
          data={
            setting.type === 'choice'
              ? setting.options
              : [
                  { value: 'true', label: t('value.yes') },
                  { value: 'false', label: t('value.no') },
                ]
          }
          onChange={(chosen) =>
            onChange(
              setting.type === 'boolean' && chosen !== null ? chosen === 'true' : (chosen ?? ''),
            )
          }
        />
      );
    case 'text':
    case 'signing-secret':
      return (
        <TextInput
          {...shared}
          autoComplete="off"
          value={String(value)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
  }
}
