import { Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { classifyTrait } from '@/api/generated/operations';
import { useMay, useWorkspace } from '@/app/workspace/here';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { classificationsQuery } from './queries';

const CHOICES = ['personal', 'harmless'] as const;

/** Whether everybody may see a trait's values. */
export function Classification({ trait }: { trait: string }) {
  const { t } = useTranslation();
  const query = useQuery(classificationsQuery(useWorkspace()));
  return (
    <Panel title={t('dictionary.classification')}>
      <Loaded query={query} skeleton={<Skeleton height={96} />}>
        {(classifications) => (
          <Choice trait={trait} chosen={classifications.get(trait) ?? 'personal'} />
        )}
      </Loaded>
    </Panel>
  );
}

function Choice({ trait, chosen }: { trait: string; chosen: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('classifyTrait');
  const classify = useMutation({
    mutationFn: (classification: string) => classifyTrait(workspace, trait, { classification }),
    onSuccess: () => client.invalidateQueries(classificationsQuery(workspace)),
  });
  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label={t('dictionary.classification')}
        value={classify.isPending ? classify.variables : chosen}
        onChange={(value) => classify.mutate(value)}
      >
        <Stack gap="sm">
          {CHOICES.map((choice) => (
            <Radio
              key={choice}
              value={choice}
              disabled={!may.allowed || classify.isPending}
              label={t(`dictionary.${choice}`)}
              description={t(`dictionary.${choice}Help`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {!may.allowed && may.needs && (
        <Text fz="sm" c="dimmed">
          {t('role.needed', { role: t(`roles.${may.needs}`) })}
        </Text>
      )}
      {classify.error && <Failure error={classify.error} />}
    </Stack>
  );
}
