import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PreviewedPerson } from '@/api/generated/model';
import { useTranslation } from '@/texts/useTranslation';
import type { NameOf } from './BriefReason';
import { Person } from './Person';
import classes from './preview.module.css';

interface Props {
  people: readonly PreviewedPerson[];
  /** How many stand there before more are asked for. */
  shown: number;
  nameOf: NameOf;
}

/** Some people, each with the reason. */
export function PeopleList({ people, shown, nameOf }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className={classes.people}>
        {people.slice(0, all ? undefined : shown).map((person) => (
          <Person key={person.profile} person={person} nameOf={nameOf} />
        ))}
      </ul>
      {people.length > shown && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {t(all ? 'builder.fewerPeople' : 'builder.morePeople', { count: people.length })}
        </Button>
      )}
    </>
  );
}
