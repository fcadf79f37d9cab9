import type { UseQueryResult } from '@tanstack/react-query';
import type { QuarantinedMessagesOfReason } from '@/api/generated/model';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { MessagesOfReason } from './MessagesOfReason';
import type { Service } from './services';

interface Props {
  service: Service;
  query: UseQueryResult<QuarantinedMessagesOfReason[]>;
  /** The reason whose messages are shown. */
  shown: string | undefined;
}

/** What waits at one service; nothing where nothing does. */
export function ServiceMessages({ service, query, shown }: Props) {
  const { t } = useTranslation();
  const name = t(`messages.services.${service}`);
  return (
    <Loaded
      query={query}
      skeleton={null}
      failed={(error, again) => (
        <Panel title={t('messages.ofService', { service: name })}>
          <Failure error={error} again={again} />
        </Panel>
      )}
    >
      {(reasons) =>
        reasons.map((reason) => (
          <MessagesOfReason
            key={reason.reason}
            service={service}
            reason={reason}
            open={reason.reason === shown}
          />
        ))
      }
    </Loaded>
  );
}
