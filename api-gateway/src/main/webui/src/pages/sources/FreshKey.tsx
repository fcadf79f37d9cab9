import { Text } from '@mantine/core';
import { Panel } from '@/components/page/Panel';
import { CopyText } from '@/components/text/CopyText';
import { useTranslation } from '@/texts/useTranslation';

/** The one time that a write key is shown. */
export function FreshKey({ writeKey }: { writeKey: string }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('sources.yourKey')}>
      <Text fz="lg">
        <CopyText value={writeKey} label={t('sources.yourKey')} />
      </Text>
      <Text c="dimmed" mt={6}>
        {t('sources.shownOnce')}
      </Text>
    </Panel>
  );
}
