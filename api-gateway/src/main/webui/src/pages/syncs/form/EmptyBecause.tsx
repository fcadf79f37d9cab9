import { Text } from '@mantine/core';
import type { ValueSource } from '@/api/generated/model';
import { useAudienceNames } from '@/components/objects/useNames';
import { TypeName } from '@/features/people/TypeName';
import { useTranslation } from '@/texts/useTranslation';

/** Why a field gets nothing of this person: what it should hold is not known of them. */
export function EmptyBecause({ from }: { from: ValueSource }) {
  const { t } = useTranslation();
  const audienceName = useAudienceNames();
  const what = () => {
    switch (from.kind) {
      case 'trait':
        return t('activation.empty.trait', { name: from.name });
      case 'membership':
        return t('activation.empty.membership', { name: audienceName(from.audience) });
      case 'identifier':
        return (
          <>
            {t('activation.empty.identifier')} <TypeName type={from.type} />
          </>
        );
      default:
        return t('activation.empty.other');
    }
  };
  return (
    <Text span fw={400} c="dimmed">
      {what()}
    </Text>
  );
}
