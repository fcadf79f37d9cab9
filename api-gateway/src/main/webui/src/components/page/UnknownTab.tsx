import { Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';

interface Props {
  /** What the address asks for; null if the page has it. */
  tab: string | null;
  /** The label of the tab that is open instead. */
  instead: string;
}

/** Says that the page does not have the tab of its address. */
export function UnknownTab({ tab, instead }: Props) {
  const { t } = useTranslation();
  return tab === null ? null : (
    <Text role="status" c="dimmed" mb="sm" style={{ overflowWrap: 'anywhere' }}>
      {t('notFound.tab', { tab, instead })}
    </Text>
  );
}
