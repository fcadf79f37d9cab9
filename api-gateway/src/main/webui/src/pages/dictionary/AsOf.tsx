import { Text } from '@mantine/core';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  asOf: string;
  estimated: boolean;
  more: boolean;
  /** Whether some of the figures are rounded for this user. */
  rounded: boolean;
}

/** How fresh and how exact the figures above are. */
export function AsOf({ asOf, estimated, more, rounded }: Props) {
  const { t } = useTranslation();
  return (
    <Text c="dimmed" fz="sm" mt="xs">
      {t('dictionary.asOf')} <Time at={asOf} clock="business" />
      {estimated && ` · ${t('dictionary.estimated')}`}
      {more && ` · ${t('dictionary.cut')}`}
      {rounded && ` · ${t('dictionary.rounded')}`}
    </Text>
  );
}
