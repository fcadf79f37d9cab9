import { Text } from '@mantine/core';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  asOf: string;
  estimated: boolean;
  more: boolean;
  /** What the figures are about. */
  of?: readonly { approximate?: boolean }[];
}

/** How fresh and how exact the figures above are. */
export function AsOf({ asOf, estimated, more, of = [] }: Props) {
  const { t } = useTranslation();
  return (
    <Text c="dimmed" fz="sm" mt="xs">
      {t('dictionary.asOf')} <Time at={asOf} clock="business" />
      {estimated && ` · ${t('dictionary.estimated')}`}
      {more && ` · ${t('dictionary.cut')}`}
      {of.some(({ approximate }) => approximate) && ` · ${t('dictionary.rounded')}`}
    </Text>
  );
}
