import { Text } from '@mantine/core';
import type { CatalogueTrait } from '@/api/generated/model';
import { TextLink } from '@/components/links';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { classOf } from './classes';

interface Props {
  traits: readonly CatalogueTrait[];
  classifications: ReadonlyMap<string, string>;
}

/** How many traits nobody has classified yet, and a link to them for users who may. */
export function Unclassified({ traits, classifications }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('classifyTrait').allowed;
  const count = traits.filter(
    ({ name }) => classOf(classifications, name) === 'unclassified',
  ).length;
  if (count === 0) {
    return null;
  }
  return (
    <Text mb="sm">
      {t('dictionary.unclassifiedCount', { count })}{' '}
      {may && (
        <TextLink
          to="/w/$workspace/dictionary"
          params={{ workspace }}
          search={{ classification: 'unclassified' }}
          inherit
        >
          {t('dictionary.showUnclassified')}
        </TextLink>
      )}
    </Text>
  );
}
