import { Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { classifyTrait } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { CLASSES, classOf, type TraitClass } from './classes';
import { classificationsQuery } from './queries';

/** Who may see a trait's values. */
export function Classification({ trait }: { trait: string }) {
  const { t } = useTranslation();
  const query = useQuery(classificationsQuery(useWorkspace()));
  return (
    <Panel title={t('dictionary.classification')}>
      <Loaded query={query} skeleton={<Skeleton height={96} />}>
        {(classifications) => <Choice trait={trait} chosen={classOf(classifications, trait)} />}
      </Loaded>
    </Panel>
  );
}

function Choice({ trait, chosen }: { trait: string; chosen: TraitClass }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const may = useMay('classifyTrait');
  const classify = useMutation({
    mutationFn: (classification: string) => classifyTrait(workspace, trait, { classification }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['workspaces', workspace] }),
  });
  return (
    <Stack gap="sm">
      {chosen === 'unclassified' && <Text fz="sm">{t('dictionary.unclassifiedHelp')}</Text>}
      <Radio.Group
        aria-label={t('dictionary.classification')}
        value={classify.isPending ? classify.variables : chosen === 'unclassified' ? null : chosen}
        onChange={(value) => classify.mutate(value)}
      >
        <Stack gap="sm">
          {CLASSES.map((choice) => (
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
