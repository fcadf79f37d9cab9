import { Text } from '@mantine/core';
import { isMasked } from '@/api/masked';
import { useTranslation } from '@/texts/useTranslation';
import { ApiExample } from '../ApiExample';
import { Value } from '../text/Value';

/** What was sent, byte for byte where it is text; laid out in lines where it is JSON. */
export function RawForm({ raw, label }: { raw: unknown; label: string }) {
  const { t } = useTranslation();
  if (raw === null || raw === undefined) {
    return <Text c="dimmed">{t('event.rawGone')}</Text>;
  }
  if (isMasked(raw)) {
    return <Value value={raw} />;
  }
  return <ApiExample code={laidOut(raw)} label={label} />;
}

function laidOut(raw: unknown): string {
  if (typeof raw !== 'string') {
    return JSON.stringify(raw, null, 2);
  }
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
