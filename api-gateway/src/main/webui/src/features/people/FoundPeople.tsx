import { Button, Text } from '@mantine/core';
import { shownOf } from '@/api/masked';
import { CommaList } from '@/components/text/CommaList';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import type { Found } from './peopleSearch';
import { SHOWN } from './personByText';
import { usePersonWords } from './usePersonWords';

interface Props {
  found: Found;
  label: string;
  onChoose: (profile: string) => void;
}

/** As many as tell people of one name apart beside their buttons. */
const FACTS = 2;

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
        {people.map(({ id, person, identifier, facts, lastSeen }) => {
          const known = identifier && shownOf(identifier.value);
          return (
            <li key={id}>
              <Button
                variant="default"
                size="compact-sm"
                maw="100%"
                aria-describedby={`found-${id}`}
                onClick={() => onChoose(id)}
              >
                {words(id, person)}
                {known && ` · ${known}`}
              </Button>
              <Text size="sm" c="dimmed" id={`found-${id}`}>
                <CommaList all={facts.slice(0, FACTS)}>
                  {({ value }) => <Value value={value} />}
                </CommaList>
                {facts.length > 0 && ' · '}
                {t('profiles.lastSeen')} <Time at={lastSeen} clock="business" />
              </Text>
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
