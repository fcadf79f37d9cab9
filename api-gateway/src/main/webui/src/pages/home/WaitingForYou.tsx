import { useTranslation } from 'react-i18next';
import type { Destination, Sync } from '@/api/generated/model';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import classes from './WaitingForYou.module.css';
import { WaitingItem } from './WaitingItem';
import type { Waiting } from './waiting';

interface Props {
  waiting: Waiting[];
  destinations: Destination[];
  syncs: Sync[];
}

export function WaitingForYou({ waiting, destinations, syncs }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Panel title={t('home.waitingForYou')} aside={formats.number(waiting.length)} flush>
      {waiting.length === 0 ? (
        <p className={classes.nothing}>{t('home.nothingWaits')}</p>
      ) : (
        <ul className={classes.items}>
          {waiting.map((item) => (
            <WaitingItem key={keyOf(item)} item={item} destinations={destinations} syncs={syncs} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function keyOf(item: Waiting): string {
  switch (item.kind) {
    case 'destination':
      return item.destination.id;
    case 'sync':
      return item.sync.id;
    case 'run':
      return item.run.id;
    case 'deliveries': {
      const { sync, state, cause, field, words } = item.cause;
      return JSON.stringify([sync, state, cause, field, words]);
    }
    case 'setAside':
      return item.kind;
  }
}
