import { Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkedPerson, Named } from '@/api/identity';
import { useWorkspace } from '@/app/workspace/here';
import { TextLink } from '@/components/links';
import { Time } from '@/components/text/Time';
import { Cause } from './Cause';
import { NamedWords } from './NamedWords';

/** Somebody who is connected with a person, by which identifiers, how often and when last. */
export function OneLink({
  linked: { profile, identifiers, otherIdentifiers, events, lastAt, lastEvent },
}: {
  linked: LinkedPerson;
}) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <>
      <div>
        {/* A name would have to be read of each, and each reading is on record. */}
        <TextLink
          to="/w/$workspace/profiles/$profile"
          params={{ workspace, profile }}
          search={{ tab: 'identity' }}
          underline="always"
        >
          {t('profiles.person', { id: profile.slice(-8) })}
        </TextLink>
        : <AllNamed named={otherIdentifiers} />
      </div>
      <Text fz="sm" c="dimmed">
        {t('identity.why.links.named', { count: events })} <Time at={lastAt} clock="business" />
        <Cause id={lastEvent} />
        {'. '}
        {t('identity.why.links.beside')} <AllNamed named={identifiers} />
      </Text>
    </>
  );
}

function AllNamed({ named }: { named: Named[] }) {
  return named.map((each, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
    <Fragment key={index}>
      {index > 0 && ', '}
      <NamedWords named={each} />
    </Fragment>
  ));
}
