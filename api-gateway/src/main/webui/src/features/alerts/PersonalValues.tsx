import { Text } from '@mantine/core';
import { TextLink } from '@/components/links';
import { CommaList } from '@/components/text/CommaList';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import type { PersonalValues as Values } from './usePersonalValues';

/** Says before a rule is saved that its alerts stay on the page Alerts, and where to change that. */
export function PersonalValues({ traits, properties }: Values) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  return (
    <Text role="note">
      {traits.length === 0 && properties.length === 0 && t('alertRules.form.personalRule')}
      {properties.length > 0 &&
        `${t('alertRules.form.personalProperties', { properties: formats.list([...properties]) })} `}
      {traits.length > 0 && (
        <>
          {t('alertRules.form.personalTraits')}{' '}
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
          {'. '}
          <TextLink to="/w/$workspace/dictionary" params={{ workspace }} inherit>
            {t('alertRules.form.dictionary')}
          </TextLink>
        </>
      )}
    </Text>
  );
}
