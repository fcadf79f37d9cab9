import { Text } from '@mantine/core';
import { TextLink } from '@/components/links';
import { useTypeName } from '@/features/people/TypeName';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

/** Why an identifier that the destination refused cannot be corrected here, and where its value comes from. */
export function IdentifierOfSource({ profile, type }: { profile: string; type: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const typeName = useTypeName();
  return (
    <>
      <Text>{t('activation.ofSource', { type: typeName(type) })}</Text>
      <TextLink
        to="/w/$workspace/profiles/$profile"
        params={{ workspace, profile }}
        search={{ tab: 'identity' }}
      >
        {t('whyNot.identifiersOfPerson')}
      </TextLink>
    </>
  );
}
