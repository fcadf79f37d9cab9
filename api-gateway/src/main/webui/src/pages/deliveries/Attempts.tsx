import { Stack, Text } from '@mantine/core';
import type { CountedRefusal, Delivery } from '@/api/generated/model';
import { ExchangeShown } from '@/components/deliveries/ExchangeShown';
import { Panel } from '@/components/page/Panel';
import { DeliveryState, isDeliveryState } from '@/components/states/DeliveryState';
import { QuotedMessage } from '@/components/text/QuotedMessage';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { newestFirst } from './newestFirst';

/** Each attempt with what was asked and answered, newest first. */
export function Attempts({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const attempts = newestFirst(delivery);
  if (attempts.length === 0) {
    return (
      <Panel title={t('attempts.title')}>
        <Text c="dimmed">{t('attempts.none')}</Text>
      </Panel>
    );
  }
  return attempts.map(({ attempt, does }) => (
    <Panel
      key={attempt.id}
      title={t(`attempts.does.${does}`, { at: formats.moment(new Date(attempt.startedAt)) })}
      aside={<Time at={attempt.startedAt} clock="wall" />}
    >
      <Stack gap="sm">
        {attempt.outcome && <Outcome outcome={attempt.outcome} />}
        {attempt.deliveries > 1 && (
          <Text c="dimmed">{t('attempts.together', { count: attempt.deliveries })}</Text>
        )}
        {attempt.refusals && <Refusals refusals={attempt.refusals} />}
        {attempt.exchanges.map((exchange) => (
          <ExchangeShown key={`${exchange.method} ${exchange.target}`} exchange={exchange} />
        ))}
      </Stack>
    </Panel>
  ));
}

/** Refusals that the destination reported only as a number, without the deliveries. */
function Refusals({ refusals }: { refusals: readonly CountedRefusal[] }) {
  const { t } = useTranslation();
  const count = refusals.reduce((sum, refusal) => sum + refusal.count, 0);
  return (
    <div>
      <Text>{t('attempts.refused', { count })}</Text>
      <ul className="plain-list">
        {refusals.map((refusal, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: masked reasons are known by their place alone
          <li key={index}>
            {t('attempts.refusedFor', { count: refusal.count })}{' '}
            <QuotedMessage words={refusal.reason} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The state in which the attempt left its deliveries; several in one request can have different ones. */
function Outcome({ outcome }: { outcome: string }) {
  const { t } = useTranslation();
  return isDeliveryState(outcome) ? (
    <DeliveryState state={outcome} />
  ) : (
    <Text>{outcome === 'mixed' ? t('attempts.mixed') : outcome}</Text>
  );
}
