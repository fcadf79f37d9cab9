import { Autocomplete, type OptionsFilter, Stack, Text } from '@mantine/core';
import type { SettingChoice } from '@/api/generated/model';
import type { SettingFieldProps } from '@/components/connectors/SettingField';
import { useSettingHelp } from '@/components/connectors/useSettingHelp';
import { useTranslation } from '@/texts/useTranslation';
import { type AskedSetting, useSettingChoices } from './useSettingChoices';
import { VendorList } from './VendorList';

interface Props extends Pick<SettingFieldProps, 'setting' | 'value' | 'error' | 'onChange'> {
  asked: AskedSetting;
  /** What the credentials need so that the vendor answers with the list. */
  needs: string | null;
  /** The name of the connector. */
  vendor: string;
}

/** A vendor can have thousands of values; the others are found by a part of the value or the label. */
const MOST_SHOWN = 200;

/** A setting whose values the vendor lists. Other values can be typed, also if there is no list. */
export function ListedSetting({
  setting,
  asked,
  needs,
  vendor,
  value = '',
  error,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const help = useSettingHelp(setting);
  const read = useSettingChoices(asked);
  const { list } = read;
  const text = String(value);
  const choices = list?.data ?? [];
  const chosen = choices.find((each) => each.value === text);
  const isPart = list?.state === 'read' && !list.complete;
  const lacksRight = isPart || list?.state === 'forbidden' || list?.delay === 'forbidden';
  const hasNoList = read.failed || (list !== undefined && list.state !== 'read');
  return (
    <Stack gap={4}>
      <Autocomplete
        name={setting.name}
        label={setting.label}
        description={help}
        required={setting.required}
        error={error}
        autoComplete="off"
        comboboxProps={{ withinPortal: false }}
        limit={MOST_SHOWN}
        data={choices.map((each) => each.value)}
        filter={matching(choices, text)}
        renderOption={({ option }) => <Choice of={option.value} choices={choices} />}
        value={text}
        onChange={onChange}
      />
      {chosen && chosen.label !== chosen.value && <Text fz="sm">{chosen.label}</Text>}
      {list?.state === 'read' && list.complete && text !== '' && !chosen && (
        <Text fz="sm" c="dimmed">
          {t('activation.settingValues.notListed', { vendor })}
        </Text>
      )}
      <VendorList of="settingValues" vendor={vendor} read={read} />
      {isPart && (
        <Text fz="sm" c="dimmed">
          {t('activation.settingValues.incomplete', { vendor })}
        </Text>
      )}
      {lacksRight && needs !== null && <Text fz="sm">{needs}</Text>}
      {hasNoList && (
        <Text fz="sm" c="dimmed">
          {t('activation.settingValues.typed')}
        </Text>
      )}
    </Stack>
  );
}

function Choice({ of, choices }: { of: string; choices: readonly SettingChoice[] }) {
  const label = choices.find(({ value }) => value === of)?.label ?? of;
  return (
    <span>
      {label}
      {label !== of && (
        <Text span fz="sm" c="dimmed" ms="xs">
          {of}
        </Text>
      )}
    </span>
  );
}

/** All options if one of them is chosen, so that the list can be opened again. */
function matching(choices: readonly SettingChoice[], text: string): OptionsFilter {
  const labels = new Map(choices.map(({ value, label }) => [value, label]));
  const sought = labels.has(text) ? '' : text.trim().toLowerCase();
  return ({ options, limit }) =>
    options
      .filter(
        (option) =>
          !('group' in option) &&
          `${option.value} ${labels.get(option.value) ?? ''}`.toLowerCase().includes(sought),
      )
      .slice(0, limit);
}
