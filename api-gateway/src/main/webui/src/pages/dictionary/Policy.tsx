import { Button, Group, MultiSelect, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { modelsQuery } from '@/api/dataQueries';
import type { TraitPolicy } from '@/api/generated/model';
import { putTraitPolicy } from '@/api/generated/operations';
import { sourcesQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { useForm } from '@/components/form/useForm';
import { Panel } from '@/components/page/Panel';
import { complete, isPolicy, POLICIES, policyOf, sameAs } from '@/features/traits/policies';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { policyQuery } from './queries';

/** Which of several values of a trait is the person's. */
export function Policy({ trait }: { trait: string }) {
  const { t } = useTranslation();
  const query = useQuery(policyQuery(useWorkspace(), trait));
  return (
    <Panel title={t('dictionary.policy')}>
      <Loaded query={query} skeleton={<Skeleton height={96} />}>
        {(policy) => <Choice key={JSON.stringify(policy)} trait={trait} stored={policy} />}
      </Loaded>
    </Panel>
  );
}

function Choice({ trait, stored }: { trait: string; stored: TraitPolicy }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('putTraitPolicy');
  const form = useForm({
    start: policyOf(stored),
    loses: (wanted) => !sameAs(stored, wanted),
    send: (wanted) => putTraitPolicy(workspace, trait, wanted),
    onSaved: () => client.invalidateQueries({ queryKey: ['workspaces', workspace] }),
  });
  const wanted = form.draft;
  return (
    <Stack gap="sm">
      <Select
        aria-label={t('dictionary.policy')}
        data={POLICIES.map((value) => ({ value, label: t(`dictionary.policies.${value}`) }))}
        value={wanted.policy}
        allowDeselect={false}
        disabled={!may.allowed || form.saving}
        onChange={(policy) => {
          if (isPolicy(policy)) {
            form.change({ policy, sources: [] });
          }
        }}
      />
      <Text fz="sm" c="dimmed">
        {t(`dictionary.policyHelp.${wanted.policy}`)}
      </Text>
      {wanted.policy === 'most-trusted' && (
        <Trusted
          chosen={wanted.sources}
          disabled={!may.allowed || form.saving}
          onChange={(sources) => form.change({ sources })}
        />
      )}
      {!may.allowed && may.needs && (
        <Text fz="sm" c="dimmed">
          {t('role.needed', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
      {form.error && <Failure error={form.error} />}
      {!sameAs(stored, wanted) && (
        <Group gap="sm">
          <Button
            size="sm"
            loading={form.saving}
            disabled={!complete(wanted)}
            onClick={() => form.save()}
          >
            {t('dictionary.policySave')}
          </Button>
          <Button size="sm" variant="default" disabled={form.saving} onClick={form.discard}>
            {t('dictionary.policyKeep')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface TrustedProps {
  chosen: string[];
  disabled: boolean;
  onChange: (sources: string[]) => void;
}

/** Sources and models in the order of trust, which is that of choosing them. */
function Trusted({ chosen, disabled, onChange }: TrustedProps) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const sources = useQuery(sourcesQuery(workspace)).data?.data ?? [];
  const models = useQuery(modelsQuery(workspace)).data?.data ?? [];
  const known = [...sources, ...models].map(({ id, name }) => ({ value: id, label: name }));
  const gone = chosen
    .filter((id) => known.every(({ value }) => value !== id))
    .map((id) => ({ value: id, label: id }));
  return (
    <MultiSelect
      label={t('dictionary.trusted')}
      description={t('dictionary.trustedHelp')}
      data={[...known, ...gone]}
      value={chosen}
      disabled={disabled}
      searchable
      onChange={onChange}
    />
  );
}
