import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { type Correction, useCorrectIdentifier } from './useCorrectIdentifier';

/** Asks for the right identifier. If another person has it, the form says so before anything is sent. */
export function RightIdentifier(correction: Correction) {
  const { current, type, leftOut } = correction;
  const { t } = useTranslation();
  const { form, missing, error, other, change, check, merge, cancel } =
    useCorrectIdentifier(correction);
  // The form is loaded after the dialog has placed the focus.
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.showMissing();
    if (missing) {
      first.current?.focus();
    } else {
      check();
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>
          {t('activation.nowHeld')} <span className="mono">{current}</span>
        </Text>
        <TextInput
          label={t('activation.correctIdentifier.label')}
          description={t(`activation.correctIdentifier.${leftOut ? 'helpLeftOut' : 'help'}`)}
          ref={first}
          data-autofocus
          autoComplete="off"
          type={type === 'email' ? 'email' : 'tel'}
          readOnly={form.saving}
          value={form.draft.value}
          error={form.missingShown && missing && t('activation.correctIdentifier.missing')}
          onChange={({ currentTarget }) => change(currentTarget.value)}
        />
        {other !== null && (
          <Alert color="yellow" role="alert">
            {t('activation.correctIdentifier.other')} <PersonName id={other} inText beside />.{' '}
            {t('activation.correctIdentifier.merges')}
          </Alert>
        )}
        {error && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={cancel}>
            {t('form.cancel')}
          </Button>
          {other !== null && (
            <Button variant="default" loading={form.saving} onClick={merge}>
              {t('activation.correctIdentifier.merge')}
            </Button>
          )}
          <Button type="submit" loading={form.saving}>
            {t('activation.correct')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
