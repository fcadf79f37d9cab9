import { useState } from 'react';
import type { IdentifierEvidence } from '@/api/generated/model';
import { type Asked, asked, type Leaving } from '@/api/identity';
import { ChosenBar } from './ChosenBar';
import { FirstOf } from './FirstOf';
import { IdentifierItem } from './IdentifierItem';
import classes from './Identifiers.module.css';
import { keyOf } from './unmerge/leaving';

const FIRST = 20;

interface Props {
  identifiers: IdentifierEvidence[];
  onLeave: ((leaving: Leaving) => void) | undefined;
}

/** Identifiers of which one or several can be given to another person. */
export function IdentifierList({ identifiers, onLeave }: Props) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = identifiers
    .flatMap((identifier) => asked(identifier) ?? [])
    .filter((each) => keys.has(keyOf(each)));
  const choose = (identifier: Asked, on: boolean) => {
    const next = new Set(keys);
    next[on ? 'add' : 'delete'](keyOf(identifier));
    setKeys(next);
  };
  return (
    <>
      <ul className={classes.identifiers}>
        <FirstOf all={identifiers} first={FIRST}>
          {(identifier) => {
            const named = asked(identifier);
            return (
              <IdentifierItem
                identifier={identifier}
                chosen={named !== null && keys.has(keyOf(named))}
                onChoose={choose}
                onLeave={onLeave}
              />
            );
          }}
        </FirstOf>
      </ul>
      {onLeave && chosen.length > 0 && (
        <ChosenBar
          count={chosen.length}
          all={chosen.length === identifiers.length}
          onSeparate={() => onLeave({ identifiers: chosen })}
          onClear={() => setKeys(new Set())}
        />
      )}
    </>
  );
}
