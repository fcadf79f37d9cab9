import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';

/** Stands in place of a part of the page that was not loaded. */
export function NotLoaded({ again }: { again: () => void }) {
  const { t } = useTranslation();
  return (
    <Group role="alert" gap="xs" p="xs">
      <Text>{t('failure.notLoaded')}</Text>
      <Button variant="default" size="xs" onClick={again}>
        {t('failure.again')}
      </Button>
    </Group>
  );
}
