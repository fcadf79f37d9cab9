import { Text } from '@mantine/core';
import { TextLink } from '@/components/links';
import { CommaList } from '@/components/text/CommaList';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Says before a rule is saved that its alerts stay on the page Alerts, and where to change that. */
export function PersonalTraits({ traits }: { traits: readonly string[] }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  return (
    <Text role="note">
      {t(traits.length === 0 ? 'alertRules.form.personalRule' : 'alertRules.form.personalTraits')}{' '}
      <CommaList all={traits}>
        {(name) => (
          <TextLink
            to="/w/$workspace/dictionary/trait"
            params={{ workspace }}
            search={{ name }}
            inherit
          >
            {name}
          </TextLink>
        )}
      </CommaList>
      {traits.length > 0 && '. '}
      <TextLink to="/w/$workspace/dictionary" params={{ workspace }} inherit>
        {t('alertRules.form.dictionary')}
      </TextLink>
    </Text>
  );
}
