import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { SyncPersonStop } from '@/api/generated/model';
import { identifierOf } from '@/components/deliveries/funnel';
import { useAudienceNames } from '@/components/objects/useNames';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { Time } from '@/components/text/Time';
import { MembershipReasons } from '@/features/audiences/MembershipReasonDrawer';
import { useTypeName } from '@/features/people/TypeName';
import { useTranslation } from '@/texts/useTranslation';
import { LeftOut } from './LeftOut';
import { reasonName } from './reasonName';
import classes from './WhyNot.module.css';

/** Reasons that began at one moment, where the others last since then. */
const EVENTS: readonly string[] = [
  'in-flight',
  'submitted',
  'uncertain',
  'rejected',
  'exists',
  'missing',
  'dead',
  'withheld',
];

interface Props {
  stop: SyncPersonStop;
  /** The name of the destination. */
  destination: string;
  profile: string;
  /** Whether the destination has the person from earlier deliveries, and keeps it. */
  present: boolean;
}

/** Why a person gets no further, in one sentence, with what the destination answered. */
export function StopReason({ stop, destination, profile, present }: Props) {
  const { t } = useTranslation();
  const audienceName = useAudienceNames();
  const typeName = useTypeName();
  const { code, audience, from, purpose, field, words, since, until } = stop;
  const name = reasonName(stop, present);
  // The time is when consent was missing, which is over.
  const dated = since && name !== 'whyNot.allowedAgain';
  const missing = identifierOf(from);
  return (
    <>
      <Text className={classes.reason}>
        {t(name, {
          code,
          destination,
          purpose,
          audience: audience && audienceName(audience),
          value: missing && typeName(missing),
        })}
        {dated && (
          <>
            , {!EVENTS.includes(code) && t('whyNot.since')} <Time at={since} clock="wall" />
          </>
        )}
        {until && (
          <>
            , {t(code === 'submitted' ? 'whyNot.askedAt' : 'whyNot.until')}{' '}
            <Time at={until} clock="wall" />
          </>
        )}
      </Text>
      {field && <Text>{t('whyNot.field', { field })}</Text>}
      {words !== undefined && (
        <Text>
          <QuotedMessage words={words} />
        </Text>
      )}
      {code === 'left-out' && missing && <LeftOut profile={profile} type={missing} />}
      {audience && <NotMember id={audience} name={audienceName(audience)} profile={profile} />}
    </>
  );
}

/** The conditions of an audience, read when the user asks for them: each reading is on record. */
function NotMember({ id, name, profile }: { id: string; name: string; profile: string }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return asked ? (
    <MembershipReasons audience={id} profile={profile} />
  ) : (
    <Button size="compact-sm" variant="default" my={4} onClick={() => setAsked(true)}>
      {t('whyNot.whyNotMember', { audience: name })}
    </Button>
  );
}
