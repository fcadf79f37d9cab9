import { ActionIcon, Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { DestinationFields, Field, Manifest, ObjectType } from '@/api/generated/model';
import { type Faults, faultIn } from '@/components/form/faults';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { FieldHelp } from '@/features/syncs/FieldHelp';
import { FieldTypeWords } from '@/features/syncs/FieldTypeWords';
import { misfitOf } from '@/features/syncs/vendorFields';
import { useTranslation } from '@/texts/useTranslation';
import { FieldPicker } from './FieldPicker';
import classes from './FieldsSection.module.css';
import type { FromKind } from './manifest';
import { StepsOfField } from './steps/StepsOfField';
import {
  type DraftField,
  pointerOf,
  requiredWithoutValue,
  type SyncDraft,
  takesAnything,
} from './syncDraft';
import type { VendorListRead } from './useVendorList';
import { ValuePicker } from './ValuePicker';
import { VendorList } from './VendorList';
import type { AvailableNames } from './values';

interface Props {
  manifest: Manifest;
  /** With the fields of the vendor. */
  object: ObjectType;
  vendor: VendorListRead<DestinationFields>;
  kind: FromKind;
  known: AvailableNames;
  draft: SyncDraft;
  faults: Faults;
  missing: boolean;
  /** Whether the form says what is not complete. */
  strict: boolean;
  onChange: (changed: Pick<SyncDraft, 'everything' | 'mapping'>) => void;
}

/** Which field of the destination gets what. */
export function FieldsSection({
  manifest,
  object,
  vendor,
  kind,
  known,
  draft,
  faults,
  missing,
  strict,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const { everything, mapping, match } = draft;
  const any = takesAnything(manifest, object);
  const used = new Set([match.field, ...mapping.map(({ field }) => field)]);
  const set = (index: number, row: DraftField) =>
    onChange({ everything, mapping: mapping.map((each, at) => (at === index ? row : each)) });
  const add = (field: string) =>
    onChange({ everything, mapping: [...mapping, { field, from: null }] });
  const general = missing ? t('activation.mappingMissing') : faults['/mapping'];
  const here = useRef<HTMLDivElement>(null);
  /** The row that gets the focus once it is drawn: what added it is gone then. */
  const added = useRef<string | null>(null);
  useEffect(() => {
    const row = [...(here.current?.querySelectorAll<HTMLElement>('[data-field]') ?? [])].find(
      ({ dataset }) => dataset.field === added.current,
    );
    if (row) {
      added.current = null;
      row.querySelector('input')?.focus();
    }
  });
  return (
    <Panel title={t('activation.fields')}>
      {any && (
        <Radio.Group
          aria-label={t('activation.fields')}
          value={everything ? 'all' : 'some'}
          onChange={(value) => onChange({ everything: value === 'all', mapping })}
        >
          <Stack gap={6}>
            <Radio value="all" label={t('activation.passAll')} />
            <Radio value="some" label={t('activation.passSome')} />
          </Stack>
        </Radio.Group>
      )}
      {!everything && (
        <Stack gap="sm" mt={any ? 'md' : 0} ref={here}>
          <Text c="dimmed">{t('activation.fieldsHelp')}</Text>
          <VendorList of="vendorFields" vendor={manifest.name} read={vendor} />
          {mapping.map((row, index) => {
            const field = object.fields.find(({ name }) => name === row.field);
            const name = field?.label ?? row.field;
            const at = pointerOf(mapping, index);
            const misfit = misfitOf(row.field, row.from, object, vendor.list);
            return (
              <fieldset
                key={row.field}
                data-field={row.field}
                aria-label={name}
                className={classes.field}
              >
                <div className={classes.name}>
                  <Text fw={600}>{name}</Text>
                  {field && (
                    <Text fz="sm" c="dimmed" className="mono">
                      {field.name}
                    </Text>
                  )}
                  {field && <FieldTypeWords field={field} />}
                </div>
                <Group align="flex-start" gap="sm" flex={1}>
                  <ValuePicker
                    label={t('activation.valueOf', { field: name })}
                    kind={kind}
                    known={known}
                    options={field?.options ?? []}
                    value={row.from}
                    error={
                      faultIn(faults, `${at}/from`) ?? faultIn(faults, `${at}/field`) ?? faults[at]
                    }
                    onChange={(from) => set(index, { ...row, from })}
                  />
                </Group>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  mt={26}
                  aria-label={t('activation.removeField', { field: name })}
                  onClick={() =>
                    onChange({ everything, mapping: mapping.filter((_, at) => at !== index) })
                  }
                >
                  <IconTrash size={16} />
                </ActionIcon>
                <FieldHelp field={field} className={classes.help} />
                {misfit && (
                  <Text className={classes.misfit} fz="sm" c="var(--failing)" role="note">
                    {t(`activation.vendorFields.misfits.${misfit}`, { vendor: manifest.name })}
                  </Text>
                )}
                {row.from !== null && (
                  <StepsOfField
                    name={name}
                    field={field}
                    transform={row.transform}
                    faults={faults}
                    at={at}
                    strict={strict}
                    onChange={(transform) => set(index, { ...row, transform })}
                  />
                )}
                {row.from !== null && object.kind === 'record' && (
                  <Checkbox
                    className={classes.once}
                    label={t('activation.setOnce')}
                    description={t('activation.setOnceHelp')}
                    error={faultIn(faults, `${at}/setOnce`)}
                    checked={row.setOnce === true}
                    onChange={({ currentTarget }) =>
                      set(index, { ...row, setOnce: currentTarget.checked })
                    }
                  />
                )}
              </fieldset>
            );
          })}
          {general && (
            <Text c="var(--failing)" fz="sm" role="alert">
              {general}
            </Text>
          )}
          <RequiredFields
            fields={requiredWithoutValue(draft, object)}
            isAdded={(name) => used.has(name)}
            isEvents={object.kind === 'event'}
            onAdd={(name) => {
              added.current = name;
              add(name);
            }}
          />
          <Group>
            <FieldPicker
              key={mapping.length}
              label={t('activation.addField')}
              placeholder={t('activation.choose')}
              fields={object.fields.filter(({ name }) => !used.has(name))}
              anyName
              value=""
              error={undefined}
              onChange={add}
            />
          </Group>
        </Stack>
      )}
      {everything && general && (
        <Text mt="sm" c="var(--failing)" fz="sm" role="alert">
          {general}
        </Text>
      )}
    </Panel>
  );
}

interface RequiredProps {
  /** The required fields without a value. */
  fields: readonly Field[];
  isAdded: (name: string) => boolean;
  isEvents: boolean;
  onAdd: (name: string) => void;
}

/** Says what the destination does with records that have no value for these fields, and adds the fields. */
function RequiredFields({ fields, isAdded, isEvents, onAdd }: RequiredProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (fields.length === 0) {
    return null;
  }
  return (
    <Alert color="yellow" role="note">
      <Text>
        {t(isEvents ? 'activation.requiredOfEvents' : 'activation.requiredMissing', {
          count: fields.length,
          fields: formats.list(fields.map(({ label }) => label)),
        })}
      </Text>
      <Group gap="xs" mt="xs">
        {fields
          .filter(({ name }) => !isAdded(name))
          .map(({ name, label }) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => onAdd(name)}
            >
              {t('activation.addRequired', { field: label })}
            </Button>
          ))}
      </Group>
    </Alert>
  );
}
