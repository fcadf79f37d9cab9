import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { DestinationFields } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import type { VendorFieldsRead } from './useVendorFields';

interface Props {
  /** The name of the connector. */
  vendor: string;
  read: VendorFieldsRead;
}

/** How old the list of the vendor's fields is, or why there is none. */
export function VendorFieldList({ vendor, read }: Props) {
  const { t } = useTranslation();
  const { list, loading, failed, refreshing, refresh } = read;
  if (loading) {
    return (
      <Text fz="sm" c="dimmed" role="status">
        {t('activation.vendorFields.loading', { vendor })}
      </Text>
    );
  }
  if (list?.state === 'unsupported' || (list === undefined && !failed)) {
    return null;
  }
  return (
    <Group gap="sm" role="status">
      {list && <About list={list} vendor={vendor} />}
      {failed && (
        <Text fz="sm" c="var(--failing)">
          {t('activation.vendorFields.notAnswered')}
        </Text>
      )}
      {list?.state !== 'needs-settings' && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={refreshing}
          onClick={refresh}
        >
          {t('activation.vendorFields.refresh')}
        </Button>
      )}
    </Group>
  );
}

function About({ list, vendor }: { list: DestinationFields; vendor: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state, readAt, data, delay, delayedUntil } = list;
  return (
    <Text fz="sm" c="dimmed">
      {state === 'read' &&
        t('activation.vendorFields.read', {
          vendor,
          count: data.length,
          number: formats.number(data.length),
        })}
      {state === 'forbidden' && t('activation.vendorFields.forbidden', { vendor })}
      {state === 'failed' && t('activation.vendorFields.failed', { vendor })}
      {state === 'no-answer' && t('activation.vendorFields.no-answer', { vendor })}
      {state === 'needs-settings' && t('activation.vendorFields.needsSettings', { vendor })}
      {readAt && (
        <>
          {' '}
          <Time at={readAt} clock="wall" />
        </>
      )}
      {delay && ` ${t(`activation.vendorFields.delays.${delay}`, { vendor })}`}
      {delay && delayedUntil && delay === 'limit' && (
        <>
          {' '}
          <Time at={delayedUntil} clock="wall" exact />
        </>
      )}
    </Text>
  );
}
