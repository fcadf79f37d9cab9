import { Group, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConnectionDraft } from './connectionDraft';

interface Props {
  draft: ConnectionDraft;
  onChange: (draft: ConnectionDraft) => void;
  /** What is wrong with a field. */
  errorOf: (field: keyof ConnectionDraft) => string | undefined;
  passwordSet: boolean;
}

type TextField = Exclude<keyof ConnectionDraft, 'kind' | 'tls'>;

export function ConnectionFields({ draft, onChange, errorOf, passwordSet }: Props) {
  const { t } = useTranslation();
  const text = (field: TextField) => ({
    name: field,
    label: t(`connections.fields.${field}`),
    value: draft[field],
    error: errorOf(field),
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onChange({ ...draft, [field]: currentTarget.value }),
  });
  if (draft.kind !== 'postgresql') {
    return (
      <TextInput
        {...text('path')}
        description={t(`connections.pathHelp.${draft.kind}`)}
        classNames={{ input: 'mono' }}
        autoComplete="off"
      />
    );
  }
  return (
    <>
      <Group align="flex-start" gap="sm" wrap="nowrap">
        <TextInput {...text('host')} flex={1} autoComplete="off" />
        <TextInput {...text('port')} w={90} inputMode="numeric" autoComplete="off" />
      </Group>
      <TextInput {...text('database')} autoComplete="off" />
      <TextInput {...text('schema')} description={t('connections.schemaHelp')} autoComplete="off" />
      <TextInput {...text('user')} description={t('connections.userHelp')} autoComplete="off" />
      <PasswordInput
        {...text('password')}
        description={t(passwordSet ? 'connections.passwordKept' : 'connections.passwordHelp')}
        visibilityToggleButtonProps={{ 'aria-label': t('connections.showPassword') }}
        autoComplete="new-password"
      />
      <Switch
        label={t('connections.fields.tls')}
        description={t('connections.tlsHelp')}
        checked={draft.tls}
        onChange={({ currentTarget }) => onChange({ ...draft, tls: currentTarget.checked })}
      />
    </>
  );
}
