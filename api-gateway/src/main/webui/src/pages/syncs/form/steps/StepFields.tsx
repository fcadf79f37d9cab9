import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { Field, Transform, TransformDate, TransformWhen } from '@/api/generated/model';
import { retyped, textOf } from '@/features/syncs/steps/json';
import {
  CONDITIONS,
  conditionOf,
  DATES,
  datesOf,
  withCondition,
} from '@/features/syncs/steps/transforms';
import { useTranslation } from '@/texts/useTranslation';
import { MapFields } from './MapFields';
import { ValueInput } from './ValueInput';

interface Props<S extends Transform = Transform> {
  step: S;
  /** The field that gets the value, if the connector declares it. */
  field: Field | undefined;
  /** Whether something is wrong with the step. */
  invalid: boolean;
  onChange: (step: Transform) => void;
}

const FORMS = ['email', 'phone', 'country', 'lower', 'upper', 'trim'] as const;
const ALGORITHMS = ['sha256', 'md5'] as const;

const WIDTH = { flex: '1 1 200px', maw: 420 } as const;

/** What a step needs to know. */
export function StepFields({ step, field, invalid, onChange }: Props) {
  const { t } = useTranslation();
  switch (step.kind) {
    case 'default':
      return (
        <ValueInput
          label={t('steps.fields.value')}
          options={field?.options ?? []}
          invalid={invalid}
          value={step.value}
          onChange={(value) => onChange({ ...step, value })}
        />
      );
    case 'get':
      return (
        <TextInput
          {...WIDTH}
          label={t('steps.fields.path')}
          description={t('steps.fields.pathHelp')}
          required
          error={invalid}
          value={step.path}
          onChange={({ currentTarget }) => onChange({ ...step, path: currentTarget.value })}
        />
      );
    case 'template':
      return (
        <Textarea
          flex="1 1 100%"
          label={t('steps.fields.template')}
          required
          error={invalid}
          autosize
          minRows={1}
          maxRows={6}
          classNames={{ input: 'mono' }}
          placeholder="{{first_name | trim}} {{last_name}}"
          value={step.template}
          onChange={({ currentTarget }) => onChange({ ...step, template: currentTarget.value })}
        />
      );
    case 'map':
      return <MapFields step={step} field={field} invalid={invalid} onChange={onChange} />;
    case 'when':
      return <WhenFields step={step} field={field} invalid={invalid} onChange={onChange} />;
    case 'normalise':
      return (
        <>
          <Select
            {...WIDTH}
            label={t('steps.fields.as')}
            allowDeselect={false}
            value={step.as}
            data={FORMS.map((form) => ({ value: form, label: t(`steps.forms.${form}`) }))}
            onChange={(chosen) => {
              const as = FORMS.find((form) => form === chosen);
              if (as) {
                // Only phone numbers have a country.
                onChange({ kind: step.kind, as });
              }
            }}
          />
          {step.as === 'phone' && (
            <OptionalText
              label={t('steps.fields.region')}
              help={t('steps.fields.regionHelp')}
              value={step.region}
              onChange={(text) => {
                const region = text?.toUpperCase();
                onChange({ kind: step.kind, as: 'phone', ...(region ? { region } : {}) });
              }}
            />
          )}
        </>
      );
    case 'hash':
      return (
        <Select
          {...WIDTH}
          label={t('steps.fields.algorithm')}
          allowDeselect={false}
          value={step.as}
          data={ALGORITHMS.map((each) => ({ value: each, label: t(`steps.algorithms.${each}`) }))}
          onChange={(chosen) =>
            onChange({ ...step, as: ALGORITHMS.find((each) => each === chosen) ?? step.as })
          }
        />
      );
    case 'date':
      return <DateFields step={step} field={field} invalid={invalid} onChange={onChange} />;
    case 'list':
      return (
        <OptionalText
          label={t('steps.fields.separator')}
          help={t('steps.fields.separatorHelp')}
          value={step.separator}
          onChange={(separator) =>
            onChange({ kind: step.kind, ...(separator ? { separator } : {}) })
          }
        />
      );
    case 'join':
      return (
        <TextInput
          {...WIDTH}
          label={t('steps.fields.separator')}
          description={t('steps.fields.joinHelp')}
          value={step.separator}
          onChange={({ currentTarget }) => onChange({ ...step, separator: currentTarget.value })}
        />
      );
    case 'query-parameter':
      return (
        <TextInput
          {...WIDTH}
          label={t('steps.fields.name')}
          required
          error={invalid}
          placeholder="gclid"
          value={step.name}
          onChange={({ currentTarget }) => onChange({ ...step, name: currentTarget.value })}
        />
      );
    case 'jsonata':
      return (
        <Textarea
          flex="1 1 100%"
          label={t('steps.fields.expression')}
          required
          error={invalid}
          autosize
          minRows={2}
          maxRows={12}
          classNames={{ input: 'mono' }}
          placeholder="$sum(properties.products.(price * quantity))"
          value={step.expression}
          onChange={({ currentTarget }) => onChange({ ...step, expression: currentTarget.value })}
        />
      );
  }
}

function WhenFields({ step, invalid, onChange }: Props<TransformWhen>) {
  const { t } = useTranslation();
  const condition = conditionOf(step);
  const values = step.in ?? step.notIn;
  return (
    <>
      <OptionalText
        label={t('steps.fields.of')}
        help={t('steps.fields.ofHelp')}
        value={step.of}
        onChange={(of) => {
          const { of: _, ...rest } = step;
          onChange(of === undefined ? rest : { ...rest, of });
        }}
      />
      <Select
        {...WIDTH}
        label={t('steps.fields.condition')}
        allowDeselect={false}
        value={condition}
        data={CONDITIONS.map((each) => ({ value: each, label: t(`steps.conditions.${each}`) }))}
        onChange={(chosen) =>
          onChange(withCondition(step, CONDITIONS.find((each) => each === chosen) ?? condition))
        }
      />
      {values !== undefined && (
        <TagsInput
          {...WIDTH}
          label={t('steps.fields.values')}
          description={t('steps.fields.valuesHelp')}
          required
          error={invalid}
          acceptValueOnBlur
          value={values.map(textOf)}
          // They are compared as texts.
          onChange={(texts) => {
            const typed = retyped(texts, values);
            onChange(condition === 'in' ? { ...step, in: typed } : { ...step, notIn: typed });
          }}
        />
      )}
    </>
  );
}

function DateFields({ step, invalid, onChange }: Props<TransformDate>) {
  const { t } = useTranslation();
  const form = datesOf(step);
  return (
    <>
      <Select
        {...WIDTH}
        label={t('steps.fields.format')}
        allowDeselect={false}
        value={form}
        data={DATES.map((each) => ({ value: each, label: t(`steps.dates.${each}`) }))}
        onChange={(chosen) =>
          onChange({ ...step, format: chosen === 'pattern' ? '' : (chosen ?? step.format) })
        }
      />
      {form === 'pattern' && (
        <TextInput
          {...WIDTH}
          label={t('steps.fields.pattern')}
          description={t('steps.fields.patternHelp')}
          required
          error={invalid}
          classNames={{ input: 'mono' }}
          value={step.format}
          onChange={({ currentTarget }) => onChange({ ...step, format: currentTarget.value })}
        />
      )}
      <OptionalText
        label={t('steps.fields.zone')}
        help={t('steps.fields.zoneHelp')}
        value={step.zone}
        onChange={(zone) => {
          const { zone: _, ...rest } = step;
          onChange(zone === undefined ? rest : { ...rest, zone });
        }}
      />
    </>
  );
}

interface OptionalProps {
  label: string;
  help: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A text that is left out if it is empty. */
function OptionalText({ label, help, value, onChange }: OptionalProps) {
  return (
    <TextInput
      {...WIDTH}
      label={label}
      description={help}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? undefined : currentTarget.value)
      }
    />
  );
}
