import { Text } from '@mantine/core';
import type { Profile } from '@/api/generated/model';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { humanNames } from '@/components/text/humanName';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { useTranslation } from '@/texts/useTranslation';
import { keyFactsOf } from './keyFacts';

/** What is known of a person at first sight: when the person was seen, and traits of one line. */
export function KeyFacts({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const facts = keyFactsOf(profile.traits);
  const nameOf = humanNames(facts.map(([trait]) => trait));
  return (
    <Panel title={t('profiles.keyFacts')}>
      <Facts
        facts={[
          {
            label: t('profiles.list.lastSeen'),
            value: <Time at={profile.lastSeen} clock="business" />,
          },
          ...facts.map(([trait, value]) => ({
            label: nameOf(trait),
            value: <Value value={value} />,
          })),
        ]}
      />
      {facts.length === 0 && (
        <Text fz="sm" c="dimmed" mt="xs">
          {t('profiles.noFactsOfPerson')}
        </Text>
      )}
    </Panel>
  );
}
