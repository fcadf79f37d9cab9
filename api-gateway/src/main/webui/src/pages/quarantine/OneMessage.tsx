import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { QuarantinedMessage } from '@/api/generated/model';
import { RawForm } from '@/components/events/RawForm';
import { Loaded } from '@/components/feedback/Loaded';
import { Facts } from '@/components/page/Facts';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './Inputs.module.css';
import { SERVICES, type Service } from './services';
import { TryMessageAgain } from './TryMessageAgain';

interface Props {
  service: Service;
  message: QuarantinedMessage;
}

/** One message: what it is, why it waits, and on demand where it stands and what is in it. */
export function OneMessage({ service, message }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <li className={classes.input}>
      <div className={classes.head}>
        <span className="mono">{message.type}</span>
        <Text fz="sm" c="dimmed">
          {t('messages.topic')} <span className="mono">{message.topic}</span> ·{' '}
          <Time at={message.quarantinedAt} clock="wall" />
        </Text>
      </div>
      <Text>{message.detail}</Text>
      {!message.whole && <Text>{t('messages.gone')}</Text>}
      <Group gap="sm" mt={6}>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('messages.message')}
        </Button>
        {message.whole && (
          <TryMessageAgain service={service} message={message.id} redrives={message.redrives} />
        )}
      </Group>
      {open && <Whole service={service} message={message} />}
    </li>
  );
}

function Whole({ service, message }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'quarantined-messages', service, message.id],
    queryFn: ({ signal }) => SERVICES[service].read(workspace, message.id, { signal }),
  });
  return (
    <div className={classes.whole}>
      <Facts
        facts={[
          {
            label: t('messages.id'),
            value: message.messageId ? (
              <span className="mono">{message.messageId}</span>
            ) : (
              t('messages.noId')
            ),
          },
          {
            label: t('messages.place'),
            value: t('messages.placeOf', {
              partition: message.partition,
              offset: message.offset,
            }),
          },
          {
            label: t('messages.since'),
            value: <Time at={message.quarantinedAt} exact clock="wall" />,
          },
        ]}
      />
      <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
        {({ message: raw }) => <RawForm raw={raw} label={t('messages.message')} />}
      </Loaded>
    </div>
  );
}
