import { Text } from '@mantine/core';
import type { QuarantinedMessagePage } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Inputs.module.css';
import type { Service } from './services';

interface Props {
  service: Service;
  page: QuarantinedMessagePage;
}

/** The messages that a service was asked to apply again, and has not applied yet; nothing if there are none. */
export function RequestedMessages({ service, page: { data, nextCursor } }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (data.length === 0) {
    return null;
  }
  const title = t('messages.pending', { service: t(`messages.services.${service}`) });
  return (
    <Panel
      title={title}
      aside={
        nextCursor === null
          ? formats.number(data.length)
          : t('messages.atLeast', { count: data.length })
      }
    >
      <Text>{t('messages.pendingDetail')}</Text>
      <ul className={classes.inputs} aria-label={title}>
        {data.map(({ id, type, topic, quarantinedAt }) => (
          <li key={id} className={classes.input}>
            <div className={classes.head}>
              <span className="mono">{type}</span>
              <Text fz="sm" c="dimmed">
                {t('messages.topic')} <span className="mono">{topic}</span> ·{' '}
                <Time at={quarantinedAt} clock="wall" />
              </Text>
            </div>
            <StateBadge state="running">{t('pending.mark')}</StateBadge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
