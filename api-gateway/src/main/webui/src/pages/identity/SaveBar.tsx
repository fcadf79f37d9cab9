import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { hasStatus } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { isElsewhere } from '@/components/form/faults';
import { useTranslation } from '@/texts/useTranslation';
import classes from './SaveBar.module.css';
import type { useVersionedForm } from './useVersionedForm';

interface Props {
  form: Pick<
    ReturnType<typeof useVersionedForm>,
    'typed' | 'error' | 'saving' | 'discard' | 'saveOver'
  >;
  /** The pointers that a field of the form shows. */
  fields: RegExp;
  label: string;
  /** What else can be done with what is typed. */
  other?: ReactNode;
}

/** Saves what is typed, and says why it was refused where no field can. */
export function SaveBar({ form, fields, label, other }: Props) {
  const { t } = useTranslation();
  const { typed, error, saving, discard, saveOver } = form;
  const changedMeanwhile = hasStatus(error, 412);
  return (
    <div className={classes.save} data-typed={typed}>
      {isElsewhere(error, (pointer) => fields.test(pointer)) && <Failure error={error} />}
      <Group gap="sm">
        {changedMeanwhile ? (
          <>
            <Button variant="default" onClick={discard}>
              {t('identity.takeTheirs')}
            </Button>
            <Button loading={saving} onClick={saveOver}>
              {t('identity.saveOver')}
            </Button>
          </>
        ) : (
          <>
            <Button type="submit" loading={saving} disabled={!typed}>
              {label}
            </Button>
            {other}
            <Button variant="default" disabled={!typed || saving} onClick={discard}>
              {t('identity.discard')}
            </Button>
          </>
        )}
        <Text fz="sm" c="dimmed" role="status">
          {typed && t('identity.unsaved')}
        </Text>
      </Group>
    </div>
  );
}
