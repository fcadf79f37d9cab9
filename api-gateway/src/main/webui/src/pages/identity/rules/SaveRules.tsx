import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { hasStatus } from '@/api/problem';
import { Failure } from '@/components/feedback/Failure';
import { isElsewhere } from '@/components/form/faults';
import classes from './rules.module.css';
import type { useRulesForm } from './useRulesForm';

const FIELDS = /^\/(strategy|maxIdentifiers|maxMerges|suspectAfter|types\/\d+)(\/|$)/;

/** Saves what is typed, and says why it was refused where no field can. */
export function SaveRules({ form }: { form: ReturnType<typeof useRulesForm> }) {
  const { t } = useTranslation();
  const { typed, error, saving, discard, saveOver } = form;
  const changedMeanwhile = hasStatus(error, 412);
  return (
    <div className={classes.save} data-typed={typed}>
      {isElsewhere(error, (pointer) => FIELDS.test(pointer)) && <Failure error={error} />}
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
              {t('identity.save')}
            </Button>
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
