import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { DestinationFields, SettingChoices } from '@/api/generated/model';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import type { VendorListRead } from './useVendorList';

interface Props {
  /** The texts about the list. */
  of: 'vendorFields' | 'settingValues';
  /** The name of the connector. */
  vendor: string;
  read: VendorListRead<DestinationFields | SettingChoices>;
}

/** How old a list of the vendor is, or why there is none. */
export function VendorList({ of, vendor, read }: Props) {
  const { t } = useTranslation();
  const { list, loading, failed, refreshing, refresh } = read;
  if (loading) {
    return (
      <Text fz="sm" c="dimmed" role="status">
        {t(`activation.${of}.loading`, { vendor })}
      </Text>
    );
  }
  if (list?.state === 'unsupported' || (list === undefined && !failed)) {
    return null;
  }
  return (
    <Group gap="sm" role="status">
      {list && <About of={of} list={list} vendor={vendor} />}
      {failed && (
        <Text fz="sm" c="var(--failing)">
          {t(`activation.${of}.notAnswered`)}
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
          {t(`activation.${of}.refresh`)}
        </Button>
      )}
    </Group>
  );
}

interface AboutProps extends Pick<Props, 'of' | 'vendor'> {
  list: DestinationFields | SettingChoices;
}

function About({ of, list, vendor }: AboutProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { state, readAt, data, delay, delayedUntil } = list;
  return (
    <Text fz="sm" c="dimmed">
      {state === 'read' &&
        t(`activation.${of}.read`, {
          vendor,
          count: data.length,
          number: formats.number(data.length),
        })}
      {state === 'forbidden' && t(`activation.${of}.forbidden`, { vendor })}
      {state === 'failed' && t(`activation.${of}.failed`, { vendor })}
      {state === 'no-answer' && t(`activation.${of}.no-answer`, { vendor })}
      {state === 'needs-settings' && t('activation.vendorFields.needsSettings', { vendor })}
      {readAt && (
        <>
          {' '}
          <Time at={readAt} clock="wall" />
        </>
      )}
      {delay && ` ${t(`activation.${of}.delays.${delay}`, { vendor })}`}
      {delay && delayedUntil && delay === 'limit' && (
        <>
          {' '}
          <Time at={delayedUntil} clock="wall" exact />
        </>
      )}
    </Text>
  );
}
