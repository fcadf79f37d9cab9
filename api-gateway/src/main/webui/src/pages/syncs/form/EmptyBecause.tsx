import { Text } from '@mantine/core';
import type { Audience, ValueSource } from '@/api/generated/model';
import { TypeName } from '@/features/people/TypeName';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  from: ValueSource;
  audiences: readonly Audience[];
}

/** Why a field gets nothing of this person: what it should hold is not known of them. */
export function EmptyBecause({ from, audiences }: Props) {
  const { t } = useTranslation();
  const what = () => {
    switch (from.kind) {
      case 'trait':
        return t('activation.empty.trait', { name: from.name });
      case 'membership':
        return t('activation.empty.membership', {
          name: audiences.find(({ id }) => id === from.audience)?.name ?? from.audience,
        });
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
