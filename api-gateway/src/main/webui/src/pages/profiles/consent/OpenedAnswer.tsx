import { Autocomplete, Radio, SegmentedControl, Stack, Text } from '@mantine/core';
import type { FormEvent } from 'react';
import type { Accepted } from '@/api/generated/model';
import { setConsent, setSubscription } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { useForm } from '@/components/form/useForm';
import { useAccepted } from '@/features/pending/usePending';
import { ANSWERS, type Answer } from '@/features/people/answers';
import { usePurposes } from '@/features/purposes/usePurposes';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { About, Question } from './answers';

interface Props {
  profile: string;
  opened: boolean;
  /** The purpose or the channel; null if the user enters it. */
  about: Question | null;
  onClose: () => void;
}

/** Sets what a person has answered about a purpose or a channel. */
export function OpenedAnswer({ profile, opened, about, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={opened}
      holds
      onClose={onClose}
      title={
        about
          ? t(`profiles.changeAnswer.${about.about}`, { name: about.name })
          : t('profiles.setAnswerTitle')
      }
    >
      <Form profile={profile} question={about} onClose={onClose} />
    </Dialog>
  );
}

interface Draft extends Question {
  answer: Answer | null;
}

const NEW: Draft = { about: 'consent', name: '', answer: null };

interface FormProps {
  profile: string;
  question: Question | null;
  onClose: () => void;
}

function Form({ profile, question, onClose }: FormProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const accepted = useAccepted(profile);
  const form = useForm<Draft, Accepted, Answer>({
    start: question ? { ...NEW, ...question, answer: null } : NEW,
    send: ({ name }, answer) => send(workspace, profile, name.trim(), answer),
    onSaved: (answer) => {
      accepted(answer, { subject: about, name: name.trim() });
      onClose();
    },
  });
  const { change, missingShown } = form;
  const { about, name, answer: chosen } = form.draft;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    if (name.trim() === '') {
      (event.currentTarget.elements.namedItem('name') as HTMLElement).focus();
    } else if (chosen !== null) {
      form.save(chosen);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>{t('profiles.setAnswerDetail')}</Text>
        {question === null && (
          <>
            <SegmentedControl
              fullWidth
              aria-label={t('profiles.about')}
              value={about}
              data={(['consent', 'subscription'] as const).map((value) => ({
                value,
                label: t(`profiles.kinds.${value}`),
              }))}
              onChange={(next) => change({ about: next as About, answer: null })}
            />
            <Name
              about={about}
              name={name}
              missing={missingShown && name.trim() === ''}
              onChange={(name) => change({ name })}
            />
          </>
        )}
        <Radio.Group
          key={about}
          label={t('profiles.answer')}
          value={chosen}
          error={missingShown && chosen === null && t('profiles.answerMissing')}
          onChange={(answer) => change({ answer: answer as Answer })}
        >
          <Stack gap="xs" mt="xs">
            {ANSWERS[about].map((each, at) => (
              <Radio
                key={each}
                value={each}
                label={t(`profiles.answers.${each}`)}
                data-autofocus={(question !== null && at === 0) || undefined}
              />
            ))}
          </Stack>
        </Radio.Group>
        {chosen === 'denied' && <Text role="status">{t('profiles.denialDetail')}</Text>}
        {form.error && <Failure error={form.error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('profiles.setAnswer')}
        </FormButtons>
      </Stack>
    </form>
  );
}

interface NameProps {
  about: About;
  name: string;
  missing: boolean;
  onChange: (name: string) => void;
}

/** Suggests the purposes in use. */
function Name({ about, name, missing, onChange }: NameProps) {
  const { t } = useTranslation();
  const purposes = usePurposes();
  const what = about === 'consent' ? 'purpose' : 'channel';
  return (
    <Autocomplete
      name="name"
      label={t(`profiles.${what}`)}
      description={t(`profiles.${what}Help`)}
      data-autofocus
      autoComplete="off"
      comboboxProps={{ withinPortal: false }}
      data={about === 'consent' ? purposes : []}
      value={name}
      error={missing && t(`profiles.${what}Missing`)}
      onChange={onChange}
    />
  );
}

function send(workspace: string, profile: string, name: string, answer: Answer): Promise<Accepted> {
  switch (answer) {
    case 'granted':
    case 'denied':
      return setConsent(workspace, profile, name, { state: answer });
    case 'subscribed':
    case 'unsubscribed':
      return setSubscription(workspace, profile, name, { state: answer });
  }
}
