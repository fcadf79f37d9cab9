import { Box, Skeleton } from '@mantine/core';
import { TextLink } from '@/components/links';
import { ItemList, ItemNote } from '@/components/list/ItemList';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AsOf } from './AsOf';
import { isAsked, isUntold, type Part } from './parts';
import type { Parts } from './useParts';
import { WaitingItem } from './WaitingItem';
import type { Waiting } from './waiting';

const ASKED = [
  'destinations',
  'syncs',
  'deliveries',
  'models',
  'people',
  'alerts',
  'approvals',
  'conflicts',
] as const satisfies Part[];

interface Props {
  waiting: Waiting[];
  parts: Parts;
}

/** What waits for a decision, as far as those who know of it have answered. */
export function WaitingForYou({ waiting, parts }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const asking = ASKED.some((part) => isAsked(parts[part]));
  const never = ASKED.filter((part) => parts[part].data === undefined && isUntold(parts[part]));
  return (
    <Panel
      title={t('home.waitingForYou')}
      aside={
        <>
          <AsOf queries={ASKED.map((part) => parts[part])} />
          {!asking && never.length === 0 && formats.number(waiting.length)}
        </>
      }
      flush
    >
      {never.length > 0 && <ItemNote role="status">{t('home.notToldHere')}</ItemNote>}
      {waiting.length === 0 && asking && (
        <Box p="md" aria-busy="true">
          <Skeleton height={44} />
        </Box>
      )}
      {waiting.length === 0 && !asking && never.length === 0 && (
        <ItemNote>{t('home.nothingWaits')}</ItemNote>
      )}
      {waiting.length > 0 && (
        <ItemList>
          {waiting.map((item) => (
            <WaitingItem key={keyOf(item)} item={item} />
          ))}
        </ItemList>
      )}
      <ItemNote>
        <TextLink to="/w/$workspace/inbox" params={{ workspace }}>
          {t('inboxPage.openInbox')}
        </TextLink>
      </ItemNote>
    </Panel>
  );
}

function keyOf(item: Waiting): string {
  switch (item.kind) {
    case 'destination':
      return item.destination.id;
    case 'sync':
      return item.sync.id;
    case 'heldRun':
    case 'failedRun':
      return item.run.id;
    case 'deliveries': {
      const { sync, state, cause, field, words } = item.cause;
      return JSON.stringify([sync, state, cause, field, words]);
    }
    case 'drift':
      return `drift ${item.sync.id}`;
    case 'alert':
      return item.alert.id;
    case 'quarantine':
    case 'approvals':
    case 'conflicts':
      return item.kind;
  }
}
