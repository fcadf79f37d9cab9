import { ActionIcon, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import type { Accepted, TraitOfProfile, TraitValue } from '@/api/generated/model';
import { correctTrait } from '@/api/generated/operations';
import { isMasked } from '@/api/masked';
import { traitsQuery } from '@/api/traits';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { useForm } from '@/components/form/useForm';
import { Value } from '@/components/text/Value';
import { useAccepted } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { asText, formOf, fromText, typeOf, typeOfTrait } from './typed';

const FROM = '/w/$workspace/profiles/$profile';

/** Which trait is being corrected lives in the address, so that others can lead here. */
function useCorrecting() {
  const navigate = useNavigate({ from: FROM });
  const { correct } = useSearch({ from: FROM });
  const set = (correct: string | undefined) =>
    void navigate({ to: '.', search: (before) => ({ ...before, correct }), replace: true });
  return [correct, set] as const;
}

export function CorrectButton({ trait }: { trait: string }) {
  const { t } = useTranslation();
  const [, set] = useCorrecting();
  return useMay('correctTrait').allowed ? (
    <Tooltip label={t('activation.correct')}>
      <ActionIcon
        size="sm"
        variant="default"
        aria-label={t('activation.correctTrait', { trait })}
        onClick={() => set(trait)}
      >
        <IconPencil size={14} />
      </ActionIcon>
    </Tooltip>
  ) : null;
}

/** Corrects the trait that was asked for by hand. */
export function CorrectTrait({ profile, traits }: { profile: string; traits: TraitOfProfile[] }) {
  const { t } = useTranslation();
  const [correct, set] = useCorrecting();
  const may = useMay('correctTrait').allowed;
  const trait = traits.find((each) => each.trait === correct);
  return (
    <Dialog
      opened={may && trait !== undefined}
      onClose={() => set(undefined)}
      title={t('activation.correctTrait', { trait: trait?.trait })}
    >
      {trait && (
        <Form key={trait.trait} profile={profile} trait={trait} onDone={() => set(undefined)} />
      )}
    </Dialog>
  );
}

interface Props {
  profile: string;
  trait: TraitOfProfile;
  onDone: () => void;
}

function Form({ profile, trait, onDone }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const accepted = useAccepted(profile);
  const hidden = isMasked(trait.value);
  const noneShown = hidden || trait.value === null;
  const traits = useQuery({ ...traitsQuery(workspace), enabled: noneShown }).data?.data;
  const type = noneShown
    ? typeOfTrait(traits?.find((each) => each.trait === trait.trait))
    : typeOf(trait.value);
  const now = noneShown ? '' : asText(trait.value);
  const form = useForm<{ text: string }, Accepted, TraitValue['value']>({
    start: { text: now },
    loses: (typed) => typed.text !== now,
    send: (_, value) => correctTrait(workspace, profile, trait.trait, { value }),
    onSaved: (answer) => {
      accepted(answer, { subject: 'trait', name: trait.trait });
      onDone();
    },
  });
  const asked = formOf(trait.trait, type);
  const value = fromText(form.draft.text, asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.showMissing();
    if (value !== undefined) {
      form.save(value);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {hidden && (
          <Text>
            {t('activation.nowHeld')} <Value value={trait.value} />
          </Text>
        )}
        <TextInput
          label={t('profiles.traitValue')}
          description={t(`activation.correctHelp.${asked}`)}
          data-autofocus
          autoComplete="off"
          value={form.draft.text}
          error={
            form.missingShown && value === undefined && t(`activation.correctMissing.${asked}`)
          }
          onChange={({ currentTarget }) => form.change({ text: currentTarget.value })}
        />
        {form.error && <Failure error={form.error} />}
        <FormButtons saving={form.saving} onCancel={onDone}>
          {t('activation.correct')}
        </FormButtons>
      </Stack>
    </form>
  );
}
