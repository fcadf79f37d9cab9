import { ActionIcon, Button, Select, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Field, TransformMap } from '@/api/generated/model';
import {
  type Line,
  linesOf,
  otherwiseOf,
  repeatedLines,
  withLines,
  withOtherwise,
} from '@/features/syncs/steps/transforms';
import { useTranslation } from '@/texts/useTranslation';
import classes from './steps.module.css';
import { ValueInput } from './ValueInput';

interface Props {
  step: TransformMap;
  field: Field | undefined;
  invalid: boolean;
  onChange: (step: TransformMap) => void;
}

/** A line keeps its key, so that what its fields remember of their types stays with it. */
interface KeyedLine extends Line {
  key: string;
}

const keyed = (line: Line): KeyedLine => ({ ...line, key: crypto.randomUUID() });

const EMPTY: Line = { from: '', to: '' };

const OTHERWISE = ['refuse', 'leaveOut', 'value'] as const;

/** Which value is replaced by which. */
export function MapFields({ step, field, invalid, onChange }: Props) {
  const { t } = useTranslation();
  const [lines, setLines] = useState(() => {
    const stored = linesOf(step);
    return (stored.length > 0 ? stored : [EMPTY]).map(keyed);
  });
  const otherwise = otherwiseOf(step);
  const here = useRef<HTMLDivElement>(null);
  /** What gets the focus once the lines are drawn: the last line, or what adds another one. */
  const focus = useRef<'[data-from]' | '[data-add]' | null>(null);
  useEffect(() => {
    if (focus.current !== null) {
      const parts = here.current?.querySelectorAll<HTMLElement>(focus.current) ?? [];
      focus.current = null;
      [...parts].at(-1)?.focus();
    }
  });
  const change = (next: KeyedLine[]) => {
    setLines(next);
    onChange(
      withLines(
        step,
        next.map(({ from, to }) => ({ from, to })),
      ),
    );
  };
  const set = (index: number, line: Partial<Line>) =>
    change(lines.map((each, at) => (at === index ? { ...each, ...line } : each)));
  const repeated = repeatedLines(lines);
  // What is wrong is then said at the line.
  const isFaulty = invalid && !repeated.includes(true);
  const options = field?.options ?? [];
  return (
    <Stack gap="xs" w="100%" ref={here}>
      {lines.map(({ key, from, to }, index) => (
        <div key={key} className={classes.line}>
          <TextInput
            label={t('steps.fields.from')}
            flex="1 1 140px"
            maw={420}
            data-from
            value={from}
            error={repeated[index] ? t('steps.fields.twice') : isFaulty}
            onChange={({ currentTarget }) => set(index, { from: currentTarget.value })}
          />
          <ValueInput
            label={t('steps.fields.to')}
            options={options}
            value={to}
            onChange={(changed) => set(index, { to: changed })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={26}
            aria-label={t('steps.fields.removeValue', { value: from || index + 1 })}
            disabled={lines.length === 1}
            onClick={() => {
              focus.current = '[data-add]';
              change(lines.filter((_, at) => at !== index));
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        w="fit-content"
        data-add
        onClick={() => {
          focus.current = '[data-from]';
          setLines([...lines, keyed(EMPTY)]);
        }}
      >
        {t('steps.fields.addValue')}
      </Button>
      <div className={classes.line}>
        <Select
          label={t('steps.fields.otherwise')}
          flex="1 1 200px"
          maw={420}
          allowDeselect={false}
          value={otherwise}
          data={OTHERWISE.map((each) => ({ value: each, label: t(`steps.otherwise.${each}`) }))}
          onChange={(chosen) =>
            onChange(withOtherwise(step, OTHERWISE.find((each) => each === chosen) ?? otherwise))
          }
        />
        {otherwise === 'value' && (
          <ValueInput
            label={t('steps.fields.otherwiseValue')}
            options={options}
            value={step.otherwise ?? ''}
            onChange={(changed) => onChange({ ...step, otherwise: changed })}
          />
        )}
      </div>
    </Stack>
  );
}
