import { Text } from '@mantine/core';
import { isMasked } from '@/api/masked';
import { useTranslation } from '@/texts/useTranslation';
import { ApiExample } from '../ApiExample';
import { Folded } from '../text/Folded';
import { Value } from '../text/Value';

interface Props {
  raw: unknown;
  /** What it is called for those who do not see the page. */
  label: string;
  /** Behind a title. What is masked or gone is shown at once. */
  folded?: boolean;
}

/** What was sent, byte for byte where it is text; laid out in lines where it is JSON. */
export function RawForm({ raw, label, folded = false }: Props) {
  const { t } = useTranslation();
  if (raw === null || raw === undefined) {
    return <Text c="dimmed">{t('event.rawGone')}</Text>;
  }
  if (isMasked(raw)) {
    return <Value value={raw} />;
  }
  const example = <ApiExample code={laidOut(raw)} label={label} />;
  return folded ? <Folded title={t('event.show')}>{example}</Folded> : example;
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
