import { Text } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace/here';
import { AudienceLink, DestinationLink } from '@/components/objects/ObjectLink';
import { useDestinationNames } from '@/components/objects/useNames';
import { audiencesOfQuery, destinationsOfQuery } from '../../queries';
import { FirstOf } from '../FirstOf';
import classes from './Unmerge.module.css';

interface Props {
  profile: string;
}

/** The audiences that somebody is in now, all of which are decided anew. */
export function AudiencesNow({ profile }: Props) {
  const { t } = useTranslation();
  const query = useQuery(audiencesOfQuery(useWorkspace(), profile));
  return (
    <Listed query={query} title={t('unmerge.effects.in')} none={t('unmerge.effects.inNone')}>
      {({ audience, name }) => <AudienceLink id={audience} name={name} />}
    </Listed>
  );
}

/** The destinations that hold something of somebody, which are corrected. */
export function DestinationsNow({ profile }: Props) {
  const { t } = useTranslation();
  const name = useDestinationNames();
  const query = useQuery(destinationsOfQuery(useWorkspace(), profile));
  return (
    <Listed query={query} title={t('unmerge.effects.at')} none={t('unmerge.effects.atNone')}>
      {(id) => <DestinationLink id={id} name={name(id)} />}
    </Listed>
  );
}

interface ListedProps<T> {
  query: UseQueryResult<T[]>;
  title: string;
  none: string;
  children: (each: T) => ReactNode;
}

function Listed<T>({ query: { data, error }, title, none, children }: ListedProps<T>) {
  const { t } = useTranslation();
  const lead = () => {
    if (!data) {
      return t(error ? 'unmerge.effects.unknown' : 'unmerge.effects.looking');
    }
    return data.length === 0 ? none : title;
  };
  return (
    <>
      <Text fz="sm" c="dimmed">
        {lead()}
      </Text>
      {data && data.length > 0 && (
        <ul className={classes.values}>
          <FirstOf all={data}>{children}</FirstOf>
        </ul>
      )}
    </>
  );
}
