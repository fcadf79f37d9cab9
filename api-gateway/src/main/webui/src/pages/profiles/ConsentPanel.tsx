import { Text } from '@mantine/core';
import type { Profile } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';

/** What a person allows and wants. Questions without an answer are not in the list. */
export function ConsentPanel({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const answers = [
    ...Object.entries(profile.consent).map(([name, state]) => ({ name, state })),
    ...Object.entries(profile.subscriptions).map(([name, state]) => ({ name, state })),
  ];
  return (
    <Panel title={t('profiles.consent')}>
      {answers.length === 0 ? (
        <Text c="dimmed">{t('profiles.noConsent')}</Text>
      ) : (
        <ul className="plain-list">
          {answers.map(({ name, state }) => (
            <li key={`${state} ${name}`}>
              {name}
              <strong>{t(`profiles.answers.${state}`)}</strong>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
