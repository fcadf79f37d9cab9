import { Alert } from '@mantine/core';
import { useTranslation } from '@/texts/useTranslation';

const LOOPBACK = /^http:\/\/(localhost|127\.[0-9.]+|\[::1\])([:/?#]|$)/i;

/** A warning about an address with http that leads to another machine; nothing for other addresses. */
export function PlainHttp({ address }: { address: string }) {
  const { t } = useTranslation();
  const entered = address.trim();
  return /^http:/i.test(entered) && !LOOPBACK.test(entered) ? (
    <Alert color="red" role="note" title={t('alerts.plainHttp')}>
      {t('alerts.plainHttpDetail')}
    </Alert>
  ) : null;
}
