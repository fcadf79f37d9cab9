import { Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';

/** The search field of the list of people. Its text is in the address. */
export function PeopleSearch({ state }: { state: string }) {
  const { t } = useTranslation();
  const { personalData } = useHere();
  const { q = '' } = useSearch({ from: '/w/$workspace/profiles' });
  const navigate = useNavigate();
  return (
    <Group mb="sm" gap="sm" align="flex-end">
      <TextInput
        type="search"
        flex="0 1 420px"
        label={t('profiles.list.search')}
        description={t(personalData ? 'profiles.list.help' : 'profiles.list.wholeHelp')}
        leftSection={<IconSearch size={16} aria-hidden />}
        autoComplete="off"
        spellCheck={false}
        value={q}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ to: '.', search: { q: value || undefined }, replace: true })
        }
      />
      <Text c="dimmed" fz="sm" role="status" mih={22}>
        {state}
      </Text>
    </Group>
  );
}
