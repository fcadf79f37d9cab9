import { Button, Text } from '@mantine/core';
import { shownOf } from '@/api/masked';
import { useTranslation } from '@/texts/useTranslation';
import type { Found } from './peopleSearch';
import { SHOWN } from './personByText';
import { usePersonWords } from './usePersonWords';

interface Props {
  found: Found;
  label: string;
  onChoose: (profile: string) => void;
}

/** The people whom a text finds, to choose one of them. */
export function FoundPeople({ found: { people, namesSearched }, label, onChoose }: Props) {
  const { t } = useTranslation();
  const words = usePersonWords();
  return (
    <>
      <Text size="sm" role="status">
        {label}
      </Text>
      <ul className="plain-list">
        {people.map(({ id, person, identifier }) => {
          const known = identifier && shownOf(identifier.value);
          return (
            <li key={id}>
              <Button variant="default" size="compact-sm" maw="100%" onClick={() => onChoose(id)}>
                {words(id, person)}
                {known && ` · ${known}`}
              </Button>
            </li>
          );
        })}
      </ul>
      {people.length === SHOWN && (
        <Text size="sm" c="dimmed">
          {t('profiles.search.more')}
        </Text>
      )}
      {!namesSearched && (
        <Text size="sm" c="dimmed">
          {t('profiles.search.namesNotSearched')}
        </Text>
      )}
    </>
  );
}
