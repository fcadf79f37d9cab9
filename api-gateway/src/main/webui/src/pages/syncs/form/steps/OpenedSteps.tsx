import { ActionIcon, Select, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Field, Transform } from '@/api/generated/model';
import {
  isComplete,
  MOST_STEPS,
  moved,
  newStep,
  STEP_KINDS,
} from '@/features/syncs/steps/transforms';
import { useTranslation } from '@/texts/useTranslation';
import { StepFields } from './StepFields';
import classes from './steps.module.css';

interface Props {
  /** The name of the field that gets the value. */
  name: string;
  field: Field | undefined;
  steps: readonly Transform[];
  faultOf: (step: number) => string | undefined;
  /** Whether steps that are not complete say so. */
  strict: boolean;
  /** Whether a user has opened them, and goes on here. */
  takesFocus: boolean;
  onChange: (steps: Transform[]) => void;
}

/** The first part that is there, of the step with this key, or of the choice of another step. */
interface Place {
  key: string | null;
  parts: readonly string[];
}

const TO_ADD: Place = { key: null, parts: ['input'] };
const FIELDS = ['input, textarea'];

/** The steps from a value to a field, in their order. Alt with an arrow moves the step that has the focus. */
export function OpenedSteps({ name, field, steps, faultOf, strict, takesFocus, onChange }: Props) {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(() => steps.map(() => crypto.randomUUID()));
  const [said, setSaid] = useState('');
  const here = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLDivElement>(null);
  /** What gets the focus once the change is drawn. */
  const focus = useRef<Place | null>(takesFocus ? placeIn(keys) : null);
  useEffect(() => {
    const wanted = focus.current;
    focus.current = null;
    if (wanted !== null) {
      const within =
        wanted.key === null
          ? add.current
          : here.current?.querySelector(`[data-step="${wanted.key}"]`);
      wanted.parts
        .map((part) => within?.querySelector<HTMLElement>(part))
        .find((found) => found != null)
        ?.focus();
    }
  });

  const move = (from: number, to: number) => {
    const key = keys[from];
    if (key === undefined || to < 0 || to >= steps.length) {
      return;
    }
    const [same, other] = to < from ? ['up', 'down'] : ['down', 'up'];
    const parts = [same, other].map((way) => `[data-move="${way}"]:not(:disabled)`);
    focus.current = { key, parts };
    setKeys(moved(keys, from, to));
    setSaid(t('steps.moved', { from: from + 1, to: to + 1 }));
    onChange(moved(steps, from, to));
  };
  const remove = (index: number) => {
    focus.current = TO_ADD;
    setKeys(keys.filter((_, at) => at !== index));
    setSaid(t('steps.removed', { number: index + 1 }));
    onChange(steps.filter((_, at) => at !== index));
  };
  return (
    <div ref={here}>
      {steps.length > 0 && (
        <ol className={classes.steps} aria-label={t('steps.of', { field: name })}>
          {steps.map((step, index) => {
            const kind = t(`steps.kinds.${step.kind}`);
            const missing = strict && !isComplete(step) ? t('steps.missing') : undefined;
            const fault = faultOf(index) ?? missing;
            return (
              <li key={keys[index] ?? index}>
                <fieldset
                  className={classes.step}
                  aria-label={t('steps.one', { number: index + 1, kind })}
                  aria-describedby={fault && `${keys[index]}-fault`}
                  data-step={keys[index]}
                  onKeyDownCapture={(event) => {
                    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
                      // A list of choices would open.
                      event.preventDefault();
                      event.stopPropagation();
                      move(index, event.key === 'ArrowUp' ? index - 1 : index + 1);
                    }
                  }}
                >
                  <div className={classes.head}>
                    <span className={classes.kind}>
                      {index + 1}. {kind}
                    </span>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      data-move="up"
                      disabled={index === 0}
                      aria-label={t('steps.up', { number: index + 1 })}
                      onClick={() => move(index, index - 1)}
                    >
                      <IconArrowUp size={16} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      data-move="down"
                      disabled={index === steps.length - 1}
                      aria-label={t('steps.down', { number: index + 1 })}
                      onClick={() => move(index, index + 1)}
                    >
                      <IconArrowDown size={16} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('steps.remove', { number: index + 1 })}
                      onClick={() => remove(index)}
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  </div>
                  <Text fz="sm" c="dimmed" mb={4}>
                    {t(`steps.help.${step.kind}`)}
                  </Text>
                  <div className={classes.line}>
                    <StepFields
                      step={step}
                      field={field}
                      invalid={fault !== undefined}
                      onChange={(changed) =>
                        onChange(steps.map((each, at) => (at === index ? changed : each)))
                      }
                    />
                  </div>
                  {fault && (
                    <Text
                      id={`${keys[index]}-fault`}
                      c="var(--failing)"
                      fz="sm"
                      mt={4}
                      role="alert"
                    >
                      {fault}
                    </Text>
                  )}
                </fieldset>
              </li>
            );
          })}
        </ol>
      )}
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {steps.length < MOST_STEPS ? (
        <div ref={add}>
          <Select
            // Chosen anew each time.
            key={steps.length}
            label={t('steps.addTo', { field: name })}
            placeholder={t('activation.choose')}
            maw={320}
            searchable
            value={null}
            data={STEP_KINDS.map((kind) => ({ value: kind, label: t(`steps.kinds.${kind}`) }))}
            onChange={(chosen) => {
              const kind = STEP_KINDS.find((each) => each === chosen);
              if (kind !== undefined) {
                const key = crypto.randomUUID();
                focus.current = { key, parts: FIELDS };
                setKeys([...keys, key]);
                onChange([...steps, newStep(kind)]);
              }
            }}
          />
        </div>
      ) : (
        <Text fz="sm" c="dimmed">
          {t('steps.most', { count: MOST_STEPS })}
        </Text>
      )}
    </div>
  );
}

/** Where a user goes on who has opened the steps. */
function placeIn(keys: readonly string[]): Place {
  const [first] = keys;
  return first === undefined ? TO_ADD : { key: first, parts: FIELDS };
}
