import { Text } from '@mantine/core';
import type { LeftOutAside } from '@/api/generated/model';
import { EventLink } from '@/components/events/EventLink';
import { Time } from '@/components/text/Time';
import { useReasonWords } from '@/features/identity/useReasonWords';
import { NamedWords } from '@/features/people/NamedWords';
import { useTranslation } from '@/texts/useTranslation';

/** An identifier that was left out, with the reason and the event that named it. */
export function LeftOutIdentifier({ aside }: { aside: LeftOutAside }) {
  const { t } = useTranslation();
  const { leftOut: why } = useReasonWords();
  const { identifier, event, at } = aside;
  return (
    <Text style={{ overflowWrap: 'anywhere' }}>
      <NamedWords named={identifier} />. {why(aside)} {t('identity.why.answer.lastSeen')}{' '}
      <EventLink id={event} inText>
        <Time at={at} clock="business" />
      </EventLink>
    </Text>
  );
}
