import { Alert, Group, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import { type ConnectionDraft, unsafe } from './connectionDraft';

interface Props {
  draft: ConnectionDraft;
  onChange: (draft: ConnectionDraft) => void;
  /** What is wrong with a field. */
  errorOf: (field: keyof ConnectionDraft) => string | undefined;
  passwordSet: boolean;
  /** Whether the stored password is for another address, and is needed again. */
  moved: boolean;
}

type TextField = Exclude<keyof ConnectionDraft, 'kind' | 'tls' | 'verifyCertificate'>;

export function ConnectionFields({ draft, onChange, errorOf, passwordSet, moved }: Props) {
  const { t } = useTranslation();
  const danger = unsafe(draft);
  const text = (field: TextField) => ({
    name: field,
    label: t(`connections.fields.${field}`),
    value: draft[field],
    error: errorOf(field),
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
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
        description={t(
          passwordSet
            ? moved
              ? 'connections.passwordAgain'
              : 'connections.passwordKept'
            : 'connections.passwordHelp',
        )}
        required={passwordSet && moved}
        visibilityToggleButtonProps={{ 'aria-label': t('connections.showPassword') }}
        autoComplete="new-password"
      />
      <Toggle
        name="tls"
        description={t('connections.tlsHelp')}
        checked={draft.tls}
        error={errorOf('tls')}
        onChange={(tls) => onChange({ ...draft, tls })}
      />
      {draft.tls && (
        <Toggle
          name="verifyCertificate"
          description={t('connections.verifyHelp')}
          checked={draft.verifyCertificate}
          error={errorOf('verifyCertificate')}
          onChange={(verifyCertificate) => onChange({ ...draft, verifyCertificate })}
        />
      )}
      {draft.tls && draft.verifyCertificate && (
        <Textarea
          {...text('caCertificate')}
          description={t('connections.caHelp')}
          classNames={{ input: 'mono' }}
          autosize
          minRows={2}
          maxRows={8}
          autoComplete="off"
        />
      )}
      {danger && (
        <Alert color="red" role="note" title={t('connections.unsafe')}>
          {t(`connections.${danger}`)}
        </Alert>
      )}
    </>
  );
}

interface ToggleProps {
  name: 'tls' | 'verifyCertificate';
  description: string;
  checked: boolean;
  error: string | undefined;
  onChange: (checked: boolean) => void;
}

/** A switch with its error. */
function Toggle({ name, description, checked, error, onChange }: ToggleProps) {
  const { t } = useTranslation();
  return (
    <Switch
      name={name}
      label={t(`connections.fields.${name}`)}
      description={description}
      checked={checked}
      error={error}
      aria-invalid={error !== undefined}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
