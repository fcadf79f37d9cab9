import { Autocomplete, Select, TextInput } from '@mantine/core';
import type { JsonValue, ValueSource } from '@/api/generated/model';
import { useAudienceNames } from '@/components/objects/useNames';
import { KNOWN_TYPES } from '@/features/people/identifier';
import { useValueSourceWords } from '@/features/syncs/useValueSourceWords';
import { useTranslation } from '@/texts/useTranslation';
import type { FromKind } from './manifest';
import { useTyped } from './useTyped';
import { type AvailableNames, encoded, furtherValues, GROUPS, groupOf, valuesOf } from './values';

interface Props {
  label: string;
  kind: FromKind;
  known: AvailableNames;
  /** The values that the field accepts; empty if it accepts any. */
  options?: readonly string[];
  value: ValueSource | null;
  error: string | undefined;
  required?: boolean;
  onChange: (value: ValueSource) => void;
}

/** Where a field's value comes from; what has no list is typed beside it. */
export function ValuePicker({
  label,
  kind,
  known,
  options = [],
  value,
  error,
  required = false,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const audienceName = useAudienceNames();
  const words = useValueSourceWords();
  const nameOf = (from: ValueSource): string => {
    switch (from.kind) {
      case 'identifier': {
        const type = KNOWN_TYPES.find((each) => each === from.type);
        return type ? t(`identifiers.${type}`) : from.type;
      }
      case 'membership':
        return audienceName(from.audience);
      case 'profile':
        return t('syncs.values.profile');
      case 'constant':
        return t('activation.constant');
      case 'property':
        return t('activation.property');
      case 'context':
        return t('activation.context');
      case 'integrations':
        return t('activation.integrations');
      case 'identifiers':
        return words(from, String);
      default:
        return from.name;
    }
  };
  const choices: ValueSource[] = [
    ...valuesOf(kind, known).map(({ from }) => from),
    ...(kind === 'events'
      ? [{ kind: 'property', path: '' } as const, { kind: 'context', path: '' } as const]
      : []),
    ...furtherValues(kind, known),
    { kind: 'constant', value: '' },
  ];
  const all =
    value === null || choices.some((each) => encoded(each) === encoded(value))
      ? choices
      : [value, ...choices];
  const data = GROUPS.map((group) => ({
    group: t(`activation.groups.${group}`),
    items: all
      .filter((each) => groupOf(each) === group)
      .map((each) => ({ value: encoded(each), label: nameOf(each) })),
  })).filter(({ items }) => items.length > 0);
  const typed = value !== null && (value.kind === 'constant' || 'path' in value);
  return (
    <>
      <Select
        label={label}
        required={required}
        searchable
        allowDeselect={false}
        flex="1 1 200px"
        placeholder={t('activation.choose')}
        value={value && encoded(value)}
        error={typed ? undefined : error}
        data={data}
        onChange={(chosen) => {
          const found = all.find((each) => encoded(each) === chosen);
          if (found) {
            onChange(found);
          }
        }}
      />
      {value?.kind === 'constant' && (
        <ConstantInput
          options={options}
          error={error}
          value={value.value}
          onChange={(constant) => onChange({ kind: 'constant', value: constant })}
        />
      )}
      {value !== null && 'path' in value && (
        <TextInput
          label={t('activation.path')}
          required
          flex="1 1 160px"
          error={error}
          value={value.path}
          onChange={({ currentTarget }) => onChange({ ...value, path: currentTarget.value })}
        />
      )}
    </>
  );
}

interface ConstantProps {
  options: readonly string[];
  error: string | undefined;
  value: JsonValue;
  onChange: (value: JsonValue) => void;
}

/** The same value for every record. */
function ConstantInput({ options, error, value, onChange }: ConstantProps) {
  const { t } = useTranslation();
  const { text, onText } = useTyped(value, onChange);
  return (
    <Autocomplete
      label={t('activation.constantValue')}
      required
      flex="1 1 160px"
      error={error}
      data={[...options]}
      value={text}
      onChange={onText}
    />
  );
}
