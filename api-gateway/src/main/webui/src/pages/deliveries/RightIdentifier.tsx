import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Profile } from '@/api/generated/model';
import { Failure } from '@/components/feedback/Failure';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import type { CorrectableType } from './origin';
import { useCorrectIdentifier } from './useCorrectIdentifier';

interface Props {
  person: Profile;
  /** The id of the person in the delivery, which may have been merged since. */
  shownAs: string;
  type: CorrectableType;
  refused: string;
  onDone: () => void;
}

/** Asks for the right identifier. If another person has it, the form says so before anything is sent. */
export function RightIdentifier({ person, shownAs, type, refused, onDone }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(refused);
  const [strict, setStrict] = useState(false);
  const { other, send, forget } = useCorrectIdentifier({ person, shownAs, type, refused, onDone });
  const value = typed.trim();
  const missing = value === '' || value === refused;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setStrict(true);
    if (!missing) {
      send.mutate(value);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>
          {t('activation.correctIdentifier.refused')} <span className="mono">{refused}</span>
        </Text>
        <TextInput
          label={t('activation.correctIdentifier.label')}
          description={t('activation.correctIdentifier.help')}
          data-autofocus
          autoComplete="off"
          type={type === 'email' ? 'email' : 'tel'}
          value={typed}
          error={strict && missing && t('activation.correctIdentifier.missing')}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            forget();
          }}
        />
        {other !== null && (
          <Alert color="yellow" role="alert">
            {t('activation.correctIdentifier.other')} <PersonName id={other} inText beside />.{' '}
            {t('activation.correctIdentifier.merges')}
          </Alert>
        )}
        {send.error && <Failure error={send.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={send.isPending}>
            {t(other === null ? 'activation.correct' : 'activation.correctIdentifier.merge')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
