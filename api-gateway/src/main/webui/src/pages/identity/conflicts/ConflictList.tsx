import { Kbd } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '@/api/identity';
import { useMay } from '@/app/workspace/here';
import { ConflictItem } from './ConflictItem';
import classes from './conflicts.module.css';
import { MergeConfirm } from './MergeConfirm';
import { useSettle } from './useSettle';

/** Conflicts that are chosen with the arrows and settled with a key each. */
export function ConflictList({ conflicts }: { conflicts: Conflict[] }) {
  const { t } = useTranslation();
  const feed = useRef<HTMLDivElement>(null);
  const may = useMay('settleConflict').allowed;
  const [merging, setMerging] = useState<Conflict | null>(null);
  const keepApart = useSettle('keep-apart');
  const settleable = (conflict: Conflict) => may && conflict.state === 'open';

  const itemsOf = () => [...(feed.current?.children ?? [])] as HTMLElement[];
  /** The focus goes on to a neighbour, since what is settled leaves the list. */
  const keep = (conflict: Conflict) => {
    const items = itemsOf();
    const at = conflicts.indexOf(conflict);
    (items[at + 1] ?? items[at - 1])?.focus();
    keepApart.mutate(conflict.id);
  };
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const items = itemsOf();
    const at = items.findIndex((item) => item.contains(event.target as Node));
    const conflict = conflicts[at];
    if (conflict === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    switch (event.key) {
      case 'ArrowDown':
        items[at + 1]?.focus();
        break;
      case 'ArrowUp':
        items[at - 1]?.focus();
        break;
      case 'm':
      case 'M':
        if (settleable(conflict)) {
          setMerging(conflict);
        }
        break;
      case 'k':
      case 'K':
        if (settleable(conflict) && !keepApart.isPending) {
          keep(conflict);
        }
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <>
      {conflicts.some(settleable) && (
        <p className={classes.keys}>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('identity.conflicts.keys')} <Kbd>M</Kbd>{' '}
          {t('identity.conflicts.keyMerge')} <Kbd>K</Kbd> {t('identity.conflicts.keyApart')}
        </p>
      )}
      <div ref={feed} role="feed" aria-label={t('identity.conflicts.list')}>
        {conflicts.map((conflict) => (
          <ConflictItem
            key={conflict.id}
            conflict={conflict}
            settleable={settleable(conflict)}
            keeping={keepApart.isPending && keepApart.variables === conflict.id}
            error={keepApart.variables === conflict.id ? keepApart.error : null}
            onKeyDown={pressed}
            onMerge={() => setMerging(conflict)}
            onKeepApart={() => keep(conflict)}
          />
        ))}
      </div>
      <MergeConfirm conflict={merging} onClose={() => setMerging(null)} />
    </>
  );
}
