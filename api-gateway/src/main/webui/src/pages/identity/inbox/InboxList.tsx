import { useWindowEvent } from '@mantine/hooks';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { Outcome } from '@/api/identity';
import { ItemNote } from '@/components/list/ItemList';
import { useTranslation } from '@/texts/useTranslation';
import { decisions, useDecisions } from './held';
import { InboxKeys } from './InboxKeys';
import classes from './inbox.module.css';
import { askedBy } from './keys';
import { type Settle, useDecide } from './useDecide';

interface Props<T> {
  label: string;
  items: T[];
  /** Whether they wait for a decision, and this person may make it. */
  open: boolean;
  settle: Settle;
  /** What Enter does, for those who read the keys. */
  opens: string;
  onOpen: (item: T) => void;
  /** What stands there where nothing waits. */
  none: ReactNode;
  children: (item: T, on: OnItem) => ReactNode;
}

export interface OnItem {
  decide: ((outcome: Outcome) => void) | null;
  /** Why the decision was refused. */
  error: Error | null;
}

/** What waits for a decision: chosen with the arrows or J and K, decided with one key or click each. */
export function InboxList<T extends { id: string }>(props: Props<T>) {
  const { label, open, children } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const made = useDecisions();
  const decide = useDecide(props.settle);
  const step = (id: string) => made.get(id)?.step;
  const items = open
    ? props.items.filter(({ id }) => step(id) === undefined || step(id) === 'refused')
    : props.items;

  const articles = () => [
    ...(box.current?.querySelectorAll<HTMLElement>('[role=feed] > article') ?? []),
  ];
  /** The focus goes on to a neighbour, since what is decided leaves the list. */
  const decideAt = (at: number, outcome: Outcome) => {
    const item = items[at];
    if (item !== undefined && open) {
      (articles()[at + 1] ?? articles()[at - 1] ?? box.current)?.focus();
      decide(item.id, outcome);
    }
  };
  const undo = () => {
    const latest = decisions.latest();
    if (latest && decisions.undo(latest.id)) {
      requestAnimationFrame(() => document.getElementById(latest.id)?.focus());
    }
  };
  const pressed = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const at = articles().findIndex((article) => article.contains(target));
    const count = items.length;
    const asked = askedBy(event, { at, count, itself: articles()[at] === target });
    switch (asked?.ask) {
      case 'go':
        articles()[asked.to]?.focus();
        break;
      case 'decide':
        decideAt(at, asked.outcome);
        break;
      case 'open':
        if (items[at]) {
          props.onOpen(items[at]);
        }
        break;
      case 'undo':
        undo();
        break;
      case undefined:
        return;
    }
    event.preventDefault();
  };
  // After the page opens, or after a click outside of all items, nothing has the focus.
  useWindowEvent('keydown', (event) => {
    if (event.target === document.body) {
      pressed(event);
    }
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys reach it from the items, and once the last is gone
    <div ref={box} tabIndex={-1} className={classes.box} onKeyDown={pressed}>
      {open && items.length > 0 && (
        <>
          <ItemNote>{t('inbox.whatMerging')}</ItemNote>
          <InboxKeys opens={props.opens} />
        </>
      )}
      {items.length === 0 && props.none}
      <div role="feed" aria-label={label} hidden={items.length === 0}>
        {items.map((item, at) =>
          children(item, {
            decide: open ? (outcome) => decideAt(at, outcome) : null,
            error: made.get(item.id)?.error ?? null,
          }),
        )}
      </div>
    </div>
  );
}
