import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconUserSearch } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { listPeople } from '@/api/generated/operations';
import { lookUp } from '@/api/lookUp';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FoundPeople } from './FoundPeople';
import { personByText } from './personByText';
import { SuggestedPeople } from './SuggestedPeople';

interface Props {
  onFound: (profile: string) => void;
  label?: string;
  /** The label of a button that searches, as Enter does; without it there is no button. */
  submit?: string;
  /** Further buttons beside that one. */
  beside?: ReactNode;
  /** Whether people are shown while the user types, and not only after Enter. */
  whileTyping?: boolean;
  /** What is in the field, which need not be a person yet. */
  onTyped?: (text: string) => void;
}

/** Finds a person by the whole of an identifier or by name; of several people the user chooses one. */
export function FindPerson({ onFound, label, submit, beside, whileTyping, onTyped }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [sought, setSought] = useState('');
  /** What is searched for now: the answer of an older search is void. */
  const newest = useRef<string | null>(null);
  const find = useMutation({
    mutationFn: (typed: string) =>
      personByText(typed, {
        lookUp: (identifier) => lookUp(workspace, identifier),
        search: (query) => listPeople(workspace, query),
      }),
    onSuccess: (found, typed) => {
      if (typeof found === 'string' && newest.current === typed) {
        onFound(found);
      }
    },
  });
  const choice = typeof find.data === 'object' ? find.data : null;
  const nobody = choice?.people.length === 0;
  const problem = () => {
    if (find.error) {
      return t('profiles.lookUpFailed', { reason: find.error.message });
    }
    if (!nobody) {
      return undefined;
    }
    return choice.namesSearched
      ? t('activation.nobodyFound', { value: sought.trim() })
      : t('profiles.search.namesNotSearched');
  };
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (sought.trim() !== '') {
      newest.current = sought.trim();
      find.mutate(newest.current);
    }
  };
  return (
    <Stack gap={4}>
      <form onSubmit={search}>
        <TextInput
          type="search"
          label={label}
          aria-label={label === undefined ? t('activation.findPerson') : undefined}
          placeholder={t('activation.findPersonByName')}
          leftSection={<IconUserSearch size={16} aria-hidden />}
          autoComplete="off"
          w={330}
          maw="100%"
          value={sought}
          error={problem()}
          onChange={({ currentTarget }) => {
            setSought(currentTarget.value);
            onTyped?.(currentTarget.value);
            newest.current = null;
            find.reset();
          }}
        />
        {(submit !== undefined || beside !== undefined) && (
          <Group gap="xs" mt="xs">
            {submit !== undefined && (
              <Button type="submit" size="xs" variant="default" loading={find.isPending}>
                {submit}
              </Button>
            )}
            {beside}
          </Group>
        )}
      </form>
      {choice !== null && !nobody && (
        <FoundPeople
          found={choice}
          label={t('activation.severalFound')}
          onChoose={(profile) => {
            find.reset();
            onFound(profile);
          }}
        />
      )}
      {whileTyping && find.isIdle && <SuggestedPeople typed={sought} onChoose={onFound} />}
    </Stack>
  );
}
