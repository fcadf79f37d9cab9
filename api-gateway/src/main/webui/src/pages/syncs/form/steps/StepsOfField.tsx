import { Button, Skeleton, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Field, FieldMapping, Transform } from '@/api/generated/model';
import { type Faults, faultIn } from '@/components/form/faults';
import { later } from '@/components/later/later';
import { useTransformWords } from '@/features/syncs/steps/useTransformWords';
import { useTranslation } from '@/texts/useTranslation';
import classes from './steps.module.css';

const OpenedSteps = later(() =>
  import('./OpenedSteps').then(({ OpenedSteps }) => ({ default: OpenedSteps })),
);

interface Props {
  name: string;
  field: Field | undefined;
  /** Null or undefined where the value is sent as it is. */
  transform: FieldMapping['transform'];
  faults: Faults;
  /** Where the field is in the request, as a pointer. */
  at: string;
  strict: boolean;
  onChange: (transform: FieldMapping['transform']) => void;
}

/** What happens with a value before it is sent: in words, until a user edits it or something is wrong. */
export function StepsOfField({ name, field, transform, faults, at, strict, onChange }: Props) {
  const { t } = useTranslation();
  const words = useTransformWords();
  const [edited, setEdited] = useState(false);
  const steps = transform ?? [];
  const faultOf = (step: number) => faultIn(faults, `${at}/transform/${step}`);
  const general = faults[`${at}/transform`];
  const faulty = steps.some((_, index) => faultOf(index) !== undefined);
  if (edited || faulty) {
    return (
      <div className={classes.all}>
        <Suspense fallback={<Skeleton height={64} aria-busy="true" />}>
          <OpenedSteps
            name={name}
            field={field}
            steps={steps}
            faultOf={faultOf}
            strict={strict}
            takesFocus={edited}
            onChange={(changed: Transform[]) => {
              setEdited(true);
              onChange(changed.length === 0 ? undefined : changed);
            }}
          />
        </Suspense>
        <General fault={general} />
      </div>
    );
  }
  return (
    <div className={`${classes.all} ${classes.words}`}>
      {steps.length > 0 && (
        <ol aria-label={t('steps.of', { field: name })}>
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place alone
            <li key={index}>{words(step)}</li>
          ))}
        </ol>
      )}
      {transform?.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t('steps.converted')}
        </Text>
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t(steps.length > 0 ? 'steps.editOf' : 'steps.addTo', { field: name })}
        onClick={() => setEdited(true)}
      >
        {t(steps.length > 0 ? 'steps.edit' : 'steps.add')}
      </Button>
      <General fault={general} />
    </div>
  );
}

/** What is wrong with the result of all steps. */
function General({ fault }: { fault: string | undefined }) {
  return (
    fault && (
      <Text c="var(--failing)" fz="sm" className={classes.all} role="alert">
        {fault}
      </Text>
    )
  );
}
