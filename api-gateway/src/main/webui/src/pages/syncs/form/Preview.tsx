import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import type { Manifest, Sync } from '@/api/generated/model';
import { listAudienceMembers, previewNewSync } from '@/api/generated/operations';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { faultsOf } from '@/components/form/faults';
import { Panel } from '@/components/page/Panel';
import { FindPerson } from '@/features/people/FindPerson';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { FaultsOfRequest } from './FaultsOfRequest';
import { PreviewedRequest } from './PreviewedRequest';
import { gaps, type SyncDraft, syncRequest } from './syncDraft';
import type { Read } from './useAround';

const SAMPLES = 50;

interface Props {
  read: Read;
  draft: SyncDraft;
  manifest: Manifest | undefined;
  stored?: Sync;
}

/** What would be sent of a real person, as the form stands. Nothing leaves. */
export function Preview({ read, draft, manifest, stored }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const pick = useMutation({
    mutationFn: async (found: string | null) => {
      if (found !== null) {
        return found;
      }
      if (draft.kind !== 'audience' || draft.audience === null) {
        return undefined;
      }
      const { data } = await listAudienceMembers(workspace, draft.audience, { limit: SAMPLES });
      return data[Math.floor(Math.random() * data.length)]?.profile;
    },
  });
  const people = draft.kind === 'audience' || draft.kind === 'profiles';
  const ready =
    manifest !== undefined && gaps(draft, manifest).every((gap) => gap === 'name' || gap === 'key');
  const [request] = useDebouncedValue(ready ? syncRequest(draft, manifest, stored) : null, 400);
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'sync-preview', request, pick.data, stored?.id],
    queryFn:
      request === null
        ? skipToken
        : ({ signal }) =>
            previewNewSync(
              workspace,
              request,
              { profile: pick.data, ...(stored ? { sync: stored.id } : {}) },
              { signal },
            ),
    enabled: people && pick.isSuccess,
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <Panel title={t('activation.preview')}>
      {!people && draft.kind !== null ? (
        <Text c="dimmed">{t('activation.previewOfRows')}</Text>
      ) : (
        <Stack gap="sm">
          <Text c="dimmed">{t('activation.previewHelp')}</Text>
          <FindPerson
            label={t('activation.findPerson')}
            submit={t('activation.previewPerson')}
            beside={
              <Button
                size="xs"
                variant="default"
                disabled={pick.isPending || !ready}
                onClick={() => pick.mutate(null)}
              >
                {t(draft.kind === 'audience' ? 'activation.anyMember' : 'activation.anybody')}
              </Button>
            }
            onFound={(profile) => pick.mutate(profile)}
          />
          {pick.error && <Failure error={pick.error} />}
          {!ready && <Text c="dimmed">{t('activation.previewLater')}</Text>}
          {ready && pick.isSuccess && (
            <div role="status">
              <Loaded
                query={query}
                skeleton={<Skeleton height={120} radius={12} />}
                failed={(error) =>
                  Object.values(faultsOf(error)).length > 0 ? (
                    <FaultsOfRequest faults={faultsOf(error)} draft={draft} />
                  ) : (
                    <Failure error={error} />
                  )
                }
              >
                {(preview) => (
                  <PreviewedRequest
                    preview={preview}
                    draft={draft}
                    manifest={manifest}
                    audiences={read.audiences}
                    profile={pick.data}
                  />
                )}
              </Loaded>
            </div>
          )}
        </Stack>
      )}
    </Panel>
  );
}
