import { Button, Group } from '@mantine/core';
import { useRef, useState } from 'react';
import { ANY_TYPE, type NewIdentityRules } from '@/api/identity';
import type { Faults } from '@/components/form/faults';
import { ItemNote } from '@/components/list/ItemList';
import { Panel } from '@/components/page/Panel';
import { useTypeWords } from '@/features/identity/useTypeWords';
import { useTranslation } from '@/texts/useTranslation';
import { AddType } from './AddType';
import { draftOf, type LineDraft, lineFor, moved, type RulesDraft } from './draft';
import { Line } from './Line';
import classes from './rules.module.css';
import { useReorder } from './useReorder';

interface Props {
  draft: RulesDraft;
  /** The rules of a workspace that has not changed them. */
  defaults: NewIdentityRules;
  faults: Faults;
  fixed: boolean;
  /** The line that is open at first. */
  opened: string | undefined;
  onChange: (changed: Partial<RulesDraft>) => void;
}

/** The types of identifiers, strongest first. */
export function Lines({ draft, defaults, faults, fixed, opened, onChange }: Props) {
  const { t } = useTranslation();
  const { name } = useTypeWords();
  const list = useRef<HTMLOListElement>(null);
  const [told, setTold] = useState('');
  const { lines } = draft;

  const focusOn = (index: number) =>
    requestAnimationFrame(() =>
      list.current?.children[index]?.querySelector<HTMLElement>('[data-grip]')?.focus(),
    );
  const move = (from: number, to: number) => {
    const type = lines[from]?.type;
    if (type === undefined || to < 0 || to >= lines.length) {
      return;
    }
    onChange({ lines: moved(lines, from, to) });
    setTold(t('identity.movedTo', { type: name(type), place: to + 1, of: lines.length }));
    focusOn(to);
  };
  const remove = (index: number) => {
    onChange({ lines: lines.toSpliced(index, 1) });
    focusOn(Math.min(index, lines.length - 2));
  };
  const add = (type: string) => {
    const others = lines.findIndex((line) => line.type === ANY_TYPE);
    const place = others < 0 ? lines.length : others;
    const line = lineFor(defaults, type);
    if (line) {
      onChange({ lines: lines.toSpliced(place, 0, line) });
      focusOn(place);
    }
  };
  const put = (index: number) => (changed: Partial<LineDraft>) =>
    onChange({
      lines: lines.map((line, each) => (each === index ? { ...line, ...changed } : line)),
    });
  const drag = useReorder(move);
  return (
    <Panel
      title={t('identity.types.title')}
      flush
      aside={
        !fixed && (
          <Group gap="xs">
            <Button variant="subtle" size="compact-sm" onClick={() => onChange(draftOf(defaults))}>
              {t('identity.restore')}
            </Button>
            <AddType taken={lines.map(({ type }) => type)} onAdd={add} />
          </Group>
        )
      }
    >
      <ItemNote>
        {t('identity.types.lead')} {!fixed && t('identity.types.keys')}
      </ItemNote>
      <ol ref={list} className={classes.lines} aria-label={t('identity.types.title')}>
        {lines.map((line, index) => (
          <Line
            key={line.type}
            line={line}
            place={index}
            last={index === lines.length - 1}
            pointer={`/types/${index}`}
            faults={faults}
            fixed={fixed}
            openAtFirst={line.type === opened}
            drag={drag}
            onChange={put(index)}
            onMove={(by) => move(index, index + by)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      {lines.every(({ type }) => type !== ANY_TYPE) && (
        <ItemNote>{t('identity.types.noOthers')}</ItemNote>
      )}
      <div role="status" className="sr-only">
        {told}
      </div>
    </Panel>
  );
}
