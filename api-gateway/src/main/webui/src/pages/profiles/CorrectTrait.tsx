import { ActionIcon, Button, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { TraitOfProfile, TraitValue } from '@/api/generated/model';
import { correctTrait } from '@/api/generated/operations';
import { isMasked } from '@/api/masked';
import { traitsQuery } from '@/api/traits';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { Value } from '@/components/text/Value';
import { useAccepted } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { asText, fromText, typeAmong, typeOf } from './typed';

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
  const traits = useQuery({ ...traitsQuery(workspace), enabled: hidden }).data?.data;
  const known = traits?.find((each) => each.trait === trait.trait)?.types ?? [];
  const type = hidden ? typeAmong(known) : typeOf(trait.value);
  const [text, setText] = useState(hidden ? '' : asText(trait.value));
  const [strict, setStrict] = useState(false);
  const value = fromText(text, type);
  const save = useMutation({
    mutationFn: (value: TraitValue['value']) =>
      correctTrait(workspace, profile, trait.trait, { value }),
    onSuccess: (answer) => {
      accepted(answer, { subject: 'trait', name: trait.trait, answer: null });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setStrict(true);
    if (value !== undefined) {
      save.mutate(value);
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
          description={t(`activation.correctHelp.${type}`)}
          data-autofocus
          autoComplete="off"
          value={text}
          error={strict && value === undefined && t(`activation.correctMissing.${type}`)}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        {save.error && <Failure error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('activation.correct')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
