import { Group, Stack, Text } from '@mantine/core';
import type { FormEvent } from 'react';
import type { IdentityRules, NewIdentityRules } from '@/api/identity';
import { faultsOf } from '@/components/form/faults';
import { Columns } from '@/components/page/Columns';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { SaveBar } from '../SaveBar';
import { useFocusFault } from '../useFocusFault';
import { Bounds } from './Bounds';
import { draftOf, requestOf } from './draft';
import { RulesHistory } from './history/RulesHistory';
import { Lines } from './Lines';
import { TryButton } from './trial/TryButton';
import { Trying } from './trial/Trying';
import { useTry } from './trial/useTry';
import { useRulesForm } from './useRulesForm';

const FIELDS = /^\/(strategy|maxIdentifiers|maxMerges|suspectAfter|types\/\d+)(\/|$)/;

interface Props {
  saved: IdentityRules;
  /** The rules of a workspace that has not changed them. */
  defaults: NewIdentityRules;
}

/** Which identifiers count and in what order, what becomes of anonymous people, and where merging ends. */
export function RulesForm({ saved, defaults }: Props) {
  const { t } = useTranslation();
  const may = useMay('replaceIdentityRules');
  const tried = useTry();
  const form = useRulesForm(saved, defaults, tried.reset);
  const error = form.error ?? tried.error;
  const faults = faultsOf(error);
  useFocusFault(tried.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    tried.reset();
    form.save();
  };
  const fixed = !may.allowed;
  return (
    <Stack gap="md">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Group justify="space-between" align="flex-start" gap="xs">
            <Text c="dimmed" flex="1 1 320px">
              {[
                t('identity.fromNowOn'),
                saved.version === 0 && t('identity.defaultsHold'),
                !fixed && t('trial.lead'),
                fixed && may.needs && t('identity.readOnly', { role: t(`roles.${may.needs}`) }),
              ]
                .filter(Boolean)
                .join(' ')}
            </Text>
            <RulesHistory
              inForce={saved.version}
              onUse={fixed ? undefined : (rules) => form.change(draftOf(rules))}
            />
          </Group>
          <Columns
            main={
              <Lines
                draft={form.draft}
                defaults={defaults}
                faults={faults}
                fixed={fixed}
                opened={form.block?.type}
                onChange={form.change}
              />
            }
            side={
              <Bounds draft={form.draft} faults={faults} fixed={fixed} onChange={form.change} />
            }
          />
          {!fixed && (
            <SaveBar
              form={{ ...form, error }}
              fields={FIELDS}
              label={t('identity.save')}
              other={<TryButton tried={tried} onTry={() => tried.mutate(requestOf(form.draft))} />}
            />
          )}
        </Stack>
      </form>
      <Trying saved={saved} form={form} />
    </Stack>
  );
}
