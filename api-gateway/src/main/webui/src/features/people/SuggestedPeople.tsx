import { Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import { FoundPeople } from './FoundPeople';
import { SHOWN } from './personByText';
import { usePeopleSearch } from './usePeopleSearch';

interface Props {
  typed: string;
  onChoose: (profile: string) => void;
}

/** The people whom a text finds while the user types it, to choose one of them. */
export function SuggestedPeople({ typed, onChoose }: Props) {
  const { t } = useTranslation();
  const { personalData } = useHere();
  const search = usePeopleSearch(typed, SHOWN);
  if (search.kind === 'idle') {
    return null;
  }
  if (search.kind === 'found' && search.people.length > 0) {
    return <FoundPeople found={search} label={t('activation.choosePerson')} onChoose={onChoose} />;
  }
  const state = () => {
    if (search.kind === 'searching') {
      return t('profiles.search.searching');
    }
    if (search.kind === 'failed') {
      return t('profiles.lookUpFailed', { reason: search.error.message });
    }
    if (!search.namesSearched) {
      return t('profiles.search.namesNotSearched');
    }
    return t(personalData ? 'profiles.list.noneExact' : 'profiles.list.noneWhole');
  };
  return (
    <Text size="sm" c="dimmed" role="status">
      {state()}
    </Text>
  );
}
