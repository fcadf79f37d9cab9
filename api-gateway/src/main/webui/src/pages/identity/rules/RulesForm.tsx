import { Stack, Text } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentityRules } from '@/api/identity';
import { useMay } from '@/app/workspace/here';
import { faultsOf } from '@/components/form/faults';
import { Columns } from '@/components/page/Columns';
import { SaveBar } from '../SaveBar';
import { Bounds } from './Bounds';
import { Lines } from './Lines';
import { useRulesForm } from './useRulesForm';

const FIELDS = /^\/(strategy|maxIdentifiers|maxMerges|suspectAfter|types\/\d+)(\/|$)/;

/** Which identifiers count and in what order, what becomes of anonymous people, and where merging ends. */
export function RulesForm({ saved }: { saved: IdentityRules }) {
  const { t } = useTranslation();
  const may = useMay('replaceIdentityRules');
  const form = useRulesForm(saved);
  const faults = faultsOf(form.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.save();
  };
  const fixed = !may.allowed;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed">
          {t('identity.fromNowOn')} {saved.version === 0 && t('identity.defaultsHold')}
          {fixed && may.needs && t('identity.readOnly', { role: t(`roles.${may.needs}`) })}
        </Text>
        <Columns
          main={
            <Lines
              draft={form.draft}
              faults={faults}
              fixed={fixed}
              opened={form.block?.type}
              onChange={form.change}
            />
          }
          side={<Bounds draft={form.draft} faults={faults} fixed={fixed} onChange={form.change} />}
        />
        {!fixed && <SaveBar form={form} fields={FIELDS} label={t('identity.save')} />}
      </Stack>
    </form>
  );
}
