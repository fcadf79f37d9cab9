import { Combobox } from '@mantine/core';
import { shownOf } from '@/api/masked';
import type { FoundPerson, Search } from '@/features/people/peopleSearch';
import { useTypeName } from '@/features/people/TypeName';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import classes from './FoundPeople.module.css';

/** The people to choose from, or why there are none. */
export function FoundPeople({ search }: { search: Exclude<Search, { kind: 'idle' }> }) {
  const { t } = useTranslation();
  const { personalData } = useHere();
  const people = search.kind === 'found' ? search.people : [];
  const words = () => {
    switch (search.kind) {
      case 'searching':
        return t('profiles.search.searching');
      case 'failed':
        return t('profiles.search.failed', { reason: search.error.message });
      case 'found':
        return t(personalData ? 'profiles.search.none' : 'profiles.search.noneWhole');
    }
  };
  return (
    <Combobox.Dropdown className={classes.dropdown}>
      {search.kind === 'found' && search.similar && people.length > 0 && (
        <Combobox.Header className={classes.note}>{t('profiles.search.similar')}</Combobox.Header>
      )}
      <Combobox.Options className={classes.options} aria-label={t('profiles.search.label')}>
        {people.map((person) => (
          <Combobox.Option key={person.id} value={person.id}>
            <Person person={person} />
          </Combobox.Option>
        ))}
        {people.length === 0 && <Combobox.Empty>{words()}</Combobox.Empty>}
      </Combobox.Options>
      {search.kind === 'found' && search.more && (
        <Combobox.Footer className={classes.note}>{t('profiles.search.more')}</Combobox.Footer>
      )}
    </Combobox.Dropdown>
  );
}

/** A person by name, with the identifiers by which the person was found. */
function Person({ person: { id, person, identifiers } }: { person: FoundPerson }) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  const words = usePersonWords();
  return (
    <span className={classes.person}>
      <span>{words(id, person)}</span>
      <span>
        {identifiers.map(({ type, value }, place) => {
          const shown = shownOf(value);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: masked values are all alike
            <span key={`${type} ${place}`} className={classes.identifier}>
              {shown === null ? t('masked.hidden') : <span className="mono">{shown}</span>}{' '}
              <span className={classes.type}>{typeName(type)}</span>
            </span>
          );
        })}
      </span>
    </span>
  );
}
