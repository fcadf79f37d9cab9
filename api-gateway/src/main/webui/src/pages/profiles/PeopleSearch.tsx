import { Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';

interface Props {
  text: string;
  onChange: (text: string) => void;
  /** How far the search is. */
  state: string;
}

/** The search field of the list of people. */
export function PeopleSearch({ text, onChange, state }: Props) {
  const { t } = useTranslation();
  const { personalData } = useHere();
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
        value={text}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      <Text c="dimmed" fz="sm" role="status" mih={22}>
        {state}
      </Text>
    </Group>
  );
}
