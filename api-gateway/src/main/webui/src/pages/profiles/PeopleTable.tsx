import { Skeleton, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ListedPerson, ListedPersonPage } from '@/api/generated/model';
import { AudienceLink } from '@/components/objects/ObjectLink';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/DataTable';
import { humanNames } from '@/components/text/humanName';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { NamedWords } from '@/features/people/NamedWords';
import { PersonName } from '@/features/people/PersonName';
import { useTranslation } from '@/texts/useTranslation';
import { useHere } from '@/workspace/here';
import classes from './PeopleTable.module.css';
import { type AudiencesRead, useAudiencesOf } from './usePeople';

/** People with their key facts, their last event, and their audiences. */
export function PeopleTable({ pages }: { pages: ListedPersonPage[] }) {
  const { t } = useTranslation();
  const audiencesOf = useAudiencesOf(pages);
  const people = useMemo(() => distinct(pages), [pages]);
  const columns: Column<ListedPerson>[] = [
    {
      id: 'name',
      header: t('profiles.list.name'),
      cell: ({ id, person, identifier }) => (
        <>
          <div className={classes.name}>
            <PersonName id={id} person={person} />
          </div>
          {identifier && (
            <Text fz="sm" c="dimmed" component="div" className={classes.found}>
              <NamedWords named={identifier} />
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'facts',
      header: t('profiles.keyFacts'),
      cell: ({ facts }) => <Facts facts={facts} />,
    },
    {
      id: 'event',
      header: t('profiles.list.lastEvent'),
      cell: ({ lastEvent }) =>
        lastEvent === null ? (
          <Text span c="dimmed">
            {t('profiles.list.noEvent')}
          </Text>
        ) : (
          <Time at={lastEvent} clock="business" />
        ),
    },
    {
      id: 'audiences',
      header: t('nav.audiences'),
      cell: ({ id }) => <Audiences read={audiencesOf(id)} />,
    },
  ];
  return (
    <DataTable label={t('nav.profiles')} columns={columns} rows={people} rowId={({ id }) => id} />
  );
}

/** A person who was seen while the list was read can be in two parts of it. */
function distinct(pages: ListedPersonPage[]): ListedPerson[] {
  const people = new Map<string, ListedPerson>();
  for (const person of pages.flatMap(({ data }) => data)) {
    if (!people.has(person.id)) {
      people.set(person.id, person);
    }
  }
  return [...people.values()];
}

function Facts({ facts }: Pick<ListedPerson, 'facts'>) {
  const { t } = useTranslation();
  const nameOf = humanNames(facts.map(({ trait }) => trait));
  return facts.length === 0 ? (
    <Text span c="dimmed">
      {t('profiles.noFacts')}
    </Text>
  ) : (
    <ul className={classes.facts}>
      {facts.map(({ trait, value }) => (
        <li key={trait}>
          <span className={classes.trait}>{nameOf(trait)}</span> <Value value={value} />
        </li>
      ))}
    </ul>
  );
}

/** As many names as fit in a row. */
const SHOWN = 3;

function Audiences({ read }: { read: AudiencesRead }) {
  const { t } = useTranslation();
  const { personalData } = useHere();
  switch (read.kind) {
    case 'reading':
      return <Skeleton height={14} width={120} aria-label={t('profiles.list.readingAudiences')} />;
    case 'failed':
      return (
        <Text span c="dimmed">
          {t('profiles.list.noAudiencesRead')}
        </Text>
      );
    case 'read': {
      const shown = read.audiences.slice(0, SHOWN);
      const more = read.audiences.length - shown.length;
      return shown.length === 0 ? (
        <Text span c="dimmed">
          {t(personalData ? 'profiles.list.noAudience' : 'profiles.list.noAudienceSeen')}
        </Text>
      ) : (
        <ul className={classes.audiences}>
          {shown.map(({ audience, name }) => (
            <li key={audience}>
              <AudienceLink id={audience} name={name} />
            </li>
          ))}
          {more > 0 && <li>{t('profiles.list.moreAudiences', { count: more })}</li>}
        </ul>
      );
    }
  }
}
