import { Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readProfile } from '@/api/generated/operations';
import { explainIdentity } from '@/api/identity';
import { isMasked, shownOf } from '@/api/masked';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { useReasonWords } from '@/features/identity/useReasonWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

interface Props {
  profile: string;
  /** The type of the identifier, which is also the name of the trait with the value. */
  type: string;
}

/** Why a value of a person does not count as an identifier; read on request, as each reading is on record. */
export function LeftOut({ profile, type }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [asked, setAsked] = useState(false);
  return (
    <>
      {asked ? (
        <Reason profile={profile} type={type} />
      ) : (
        <Button size="compact-sm" variant="default" my={4} onClick={() => setAsked(true)}>
          {t('whyNot.whyLeftOut')}
        </Button>
      )}
      <TextLink
        to="/w/$workspace/profiles/$profile"
        params={{ workspace, profile }}
        search={{ tab: 'identity' }}
        display="block"
      >
        {t('whyNot.identifiersOfPerson')}
      </TextLink>
    </>
  );
}

function Reason({ profile, type }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const words = useReasonWords();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'left-out', type],
    queryFn: async ({ signal }) => {
      const { traits, identifiers } = await readProfile(workspace, profile, { signal });
      if (isMasked(traits[type])) {
        return 'hidden';
      }
      const value = shownOf(traits[type]);
      if (value === null) {
        return null;
      }
      const a = { type, value };
      const other = identifiers
        .map((each) => ({ type: each.type, value: shownOf(each.value) }))
        .find((each): each is typeof a => each.value !== null);
      return { value, why: await explainIdentity(workspace, { a, b: other ?? a }) };
    },
    staleTime: 60_000,
  });
  return (
    <Loaded query={query} skeleton={<Skeleton height={24} />}>
      {(found) => {
        if (found === 'hidden') {
          return <Text>{t('whyNot.leftOutHidden')}</Text>;
        }
        if (found === null || found.why.samePerson) {
          return <Text>{t('whyNot.leftOutUnknown')}</Text>;
        }
        const { reason, leftOut } = found.why;
        return (
          <Text>
            <span className="mono">{found.value}</span>:{' '}
            {OBSTACLES.includes(reason)
              ? words.leftOut({ reason, limit: null })
              : leftOut
                ? words.leftOut({ reason: leftOut.reason, limit: leftOut.limit ?? null })
                : t('whyNot.leftOutUnknown')}
          </Text>
        );
      }}
    </Loaded>
  );
}

/** Reasons of an explanation that lie in the value itself. */
const OBSTACLES: readonly string[] = ['invalid', 'blocked', 'unknown-type'];
