import { Button, Skeleton, Text } from '@mantine/core';
import { type KeyboardEvent, Suspense, useState } from 'react';
import { type Faults, faultIn } from '@/components/form/faults';
import { later } from '@/components/later/later';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { useTranslation } from '@/texts/useTranslation';
import type { LineDraft } from './draft';
import { LineMenu } from './LineMenu';
import classes from './rules.module.css';
import { useLineWords } from './useLineWords';
import type { useReorder } from './useReorder';

const LineFields = later(() =>
  import('./LineFields').then(({ LineFields }) => ({ default: LineFields })),
);

interface Props {
  line: LineDraft;
  place: number;
  last: boolean;
  pointer: string;
  faults: Faults;
  fixed: boolean;
  openAtFirst: boolean;
  drag: ReturnType<typeof useReorder>;
  onChange: (changed: Partial<LineDraft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One type: its place, its effect in words, and its form. Alt and arrows move it, Delete takes it away. */
export function Line(props: Props) {
  const { line, place, last, pointer, faults, fixed, drag, onChange, onMove, onRemove } = props;
  const { t } = useTranslation();
  const { name } = useTypeWords();
  const { effect, reading } = useLineWords();
  const [asked, setAsked] = useState(props.openAtFirst);
  const fault = faultIn(faults, pointer);
  const open = asked || fault !== undefined;

  const pressed = (event: KeyboardEvent) => {
    const typing = (event.target as HTMLElement).matches('input, textarea');
    if (fixed) {
      return;
    }
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      onMove(event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Delete' && !typing) {
      onRemove();
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <li
      className={classes.line}
      data-dragged={drag.dragged === place}
      data-drop={
        drag.over === place ? 'before' : last && drag.over === place + 1 ? 'behind' : undefined
      }
      onDragOver={drag.above(place)}
      onDrop={drag.drop}
      onKeyDown={pressed}
    >
      <div className={classes.head}>
        {!fixed && (
          <LineMenu
            name={name(line.type)}
            first={place === 0}
            last={last}
            onDragStart={drag.start(place)}
            onDragEnd={drag.end}
            onMove={onMove}
            onRemove={onRemove}
          />
        )}
        <span className={classes.place} aria-hidden>
          {place + 1}
        </span>
        <div className={classes.words}>
          <strong>{name(line.type)}</strong>
          <Text>{effect(line)}</Text>
          <Text fz="sm" c="dimmed">
            {reading(line)}
          </Text>
          {fault !== undefined && (faults[pointer] ?? faults[`${pointer}/type`]) && (
            <Text fz="sm" c="var(--failing)" role="alert">
              {fault}
            </Text>
          )}
        </div>
        <Button
          variant="default"
          size="compact-sm"
          aria-expanded={open}
          aria-label={t(fixed ? 'identity.lookAt' : 'identity.changeLine', {
            type: name(line.type),
          })}
          onClick={() => setAsked(!open)}
        >
          {t(fixed ? 'identity.look' : 'identity.change')}
        </Button>
      </div>
      {open && (
        <Suspense fallback={<Skeleton height={640} />}>
          <LineFields
            line={line}
            pointer={pointer}
            faults={faults}
            fixed={fixed}
            toBlocked={props.openAtFirst}
            onChange={onChange}
          />
        </Suspense>
      )}
    </li>
  );
}
