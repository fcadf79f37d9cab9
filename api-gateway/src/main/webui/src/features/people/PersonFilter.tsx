import { TextInput } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { lookUp } from '@/api/lookUp';
import { hasStatus } from '@/api/problem';
import { Chosen } from '@/components/filter/Chosen';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { identifierOf } from './identifier';
import { PersonName } from './PersonName';

interface Props {
  /** The id of a profile, or another identifier that the API accepts. */
  person: string | undefined;
  onChange: (person: string | undefined) => void;
}

/** Narrows a list to one person, who is found by the whole of an identifier. */
export function PersonFilter({ person, onChange }: Props) {
  const { t } = useTranslation();
  return person ? (
    <Chosen otherwise={t('activation.anyPerson')} onRemove={() => onChange(undefined)}>
      <PersonName id={person} />
    </Chosen>
  ) : (
    <FindPerson onFound={onChange} />
  );
}

/** Finds a person by the whole of an identifier. */
export function FindPerson({
  onFound,
  label,
}: {
  onFound: (profile: string) => void;
  label?: string;
}) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [sought, setSought] = useState('');
  const find = useMutation({
    mutationFn: async (typed: string) => {
      const known = identifierOf(typed);
      return known?.type === 'profile'
        ? typed
        : lookUp(workspace, { type: known?.type ?? 'user_id', value: typed });
    },
    onSuccess: onFound,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sought.trim() !== '') {
      find.mutate(sought.trim());
    }
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        type="search"
        label={label}
        aria-label={label === undefined ? t('activation.findPerson') : undefined}
        placeholder={t('activation.findPersonHelp')}
        leftSection={<IconUserSearch size={16} aria-hidden />}
        autoComplete="off"
        w={300}
        maw="100%"
        value={sought}
        error={
          find.error &&
          (hasStatus(find.error, 404)
            ? t('profiles.nobody', { value: sought.trim() })
            : t('profiles.lookUpFailed', { reason: find.error.message }))
        }
        onChange={({ currentTarget }) => {
          setSought(currentTarget.value);
          find.reset();
        }}
      />
    </form>
  );
}
