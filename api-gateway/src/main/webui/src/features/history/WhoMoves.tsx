import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AudiencePreviewRequest, DefinitionVersion } from '@/api/generated/model';
import { previewAudience } from '@/api/generated/operations';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { contentOf } from './fields/content';

interface Props {
  audience: string;
  version: DefinitionVersion;
}

/** How many people the rule of a version would bring into an audience, and take out. */
export function WhoMoves({ audience, version }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { people } = usePeople();
  const rule = contentOf(version).rule as AudiencePreviewRequest['rule'];
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'preview', audience, JSON.stringify(rule)],
    queryFn: ({ signal }) => previewAudience(workspace, { rule, audience }, { signal }),
    enabled: useMay('previewAudience').allowed,
    refetchInterval: false,
  });
  const change = query.data?.change;
  if (query.isError || (query.data && !change)) {
    // The number is an addition: the settings that change are listed without it.
    return null;
  }
  return (
    <Text mt="xs" role="status">
      {change
        ? t('history.whoMoves', {
            joins: people(change.joins, change.approximateJoins),
            leaves: people(change.leaves, change.approximateLeaves),
          })
        : t('history.counting')}
    </Text>
  );
}
