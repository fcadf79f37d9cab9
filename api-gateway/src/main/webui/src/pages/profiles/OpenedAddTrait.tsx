import { Autocomplete, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Accepted } from '@/api/generated/model';
import { correctTrait } from '@/api/generated/operations';
import { traitsQuery } from '@/api/traits';
import { Failure } from '@/components/feedback/Failure';
import { Dialog } from '@/components/form/Dialog';
import { FormButtons } from '@/components/form/FormButtons';
import { useForm } from '@/components/form/useForm';
import { useAccepted } from '@/features/pending/usePending';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { formOf, fromText, isTyped, TYPED, type Typed, typeOfTrait } from './typed';

interface Props {
  profile: string;
  /** The names of the traits that the person has. */
  has: string[];
  opened: boolean;
  onClose: () => void;
}

export function OpenedAddTrait({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} holds onClose={onClose} title={t('profiles.addTraitTitle')}>
      <Form onClose={onClose} {...rest} />
    </Dialog>
  );
}

interface Draft {
  name: string;
  /** Null until the user chooses: then the type follows the data dictionary. */
  type: Typed | null;
  text: string;
}

const NEW: Draft = { name: '', type: null, text: '' };

function Form({ profile, has, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const accepted = useAccepted(profile);
  const dictionary = useQuery(traitsQuery(workspace)).data?.data ?? [];
  const form = useForm<Draft, Accepted, NonNullable<ReturnType<typeof fromText>>>({
    start: NEW,
    send: ({ name }, value) => correctTrait(workspace, profile, name.trim(), { value }),
    onSaved: (answer) => {
      accepted(answer, { subject: 'trait', name: trait });
      onClose();
    },
  });
  const { change, missingShown } = form;
  const { name, type: chosen, text } = form.draft;
  const trait = name.trim();
  const type = chosen ?? typeOfTrait(dictionary.find((each) => each.trait === trait));
  const asked = formOf(trait, type);
  const value = fromText(text, asked);
  const nameFault =
    trait === ''
      ? t('profiles.traitNameMissing')
      : has.includes(trait) && t('profiles.traitExists', { trait });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    form.showMissing();
    const faulty = nameFault ? 'name' : value === undefined ? 'value' : null;
    if (faulty !== null) {
      (event.currentTarget.elements.namedItem(faulty) as HTMLElement).focus();
    } else if (value !== undefined) {
      form.save(value);
    }
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Autocomplete
          name="name"
          label={t('profiles.trait')}
          description={t('profiles.traitNameHelp')}
          data-autofocus
          autoComplete="off"
          maxLength={256}
          readOnly={form.saving}
          limit={50}
          comboboxProps={{ withinPortal: false }}
          data={dictionary.map((each) => each.trait).filter((each) => !has.includes(each))}
          value={name}
          error={missingShown && nameFault}
          onChange={(name) => change({ name })}
        />
        <Select
          label={t('profiles.valueType')}
          allowDeselect={false}
          readOnly={form.saving}
          comboboxProps={{ withinPortal: false }}
          data={TYPED.map((each) => ({ value: each, label: t(`profiles.valueTypes.${each}`) }))}
          value={type}
          onChange={(type) => isTyped(type) && change({ type })}
        />
        <TextInput
          name="value"
          label={t('profiles.traitValue')}
          description={t(`activation.correctHelp.${asked}`)}
          autoComplete="off"
          readOnly={form.saving}
          value={text}
          error={missingShown && value === undefined && t(`activation.correctMissing.${asked}`)}
          onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        {form.error && <Failure error={form.error} />}
        <FormButtons saving={form.saving} onCancel={onClose}>
          {t('profiles.addTrait')}
        </FormButtons>
      </Stack>
    </form>
  );
}
