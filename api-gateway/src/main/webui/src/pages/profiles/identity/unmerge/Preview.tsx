import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ProfileGraph, UnmergePreview } from '@/api/generated/model';
import { previewUnmerge } from '@/api/generated/operations';
import type { Asked, Leaving } from '@/api/identity';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { AudiencesThen } from './AudiencesThen';
import { Effects } from './Effects';
import { choicesOf, otherWay } from './leaving';
import { Refused } from './Refused';
import { SentThen } from './SentThen';
import { Side } from './Side';
import classes from './Unmerge.module.css';
import { useForecast } from './useForecast';

interface Props {
  graph: ProfileGraph;
  leaving: Leaving;
  unmerge: { mutate: () => void; isPending: boolean; error: Error | null };
  /** Chooses something else, beginning with what would leave where that is known. */
  onChoose: (first?: Asked[]) => void;
  onClose: () => void;
}

/** The two people that there would be, beside each other, and what else would happen. */
export function Preview({ graph, leaving, unmerge, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const { profile } = graph;
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'unmerge', leaving],
    queryFn: ({ signal }) => previewUnmerge(workspace, profile, leaving, { signal }),
    gcTime: 0,
  });
  return (
    <Stack gap="md">
      <Loaded
        query={query}
        skeleton={<LoadingSides />}
        failed={(error, again) => (
          <Refused
            error={error}
            again={again}
            way={otherWay(leaving, graph)}
            onChoose={() => onChoose()}
          />
        )}
      >
        {(preview) => (
          <>
            <BothSides profile={profile} preview={preview} />
            <Effects preview={preview} />
            {unmerge.error && <Failure error={unmerge.error} />}
          </>
        )}
      </Loaded>
      <Group justify="space-between" className={classes.actions}>
        {query.data ? (
          <Button
            variant="default"
            onClick={() => onChoose(choicesOf(query.data.leaves))}
            disabled={unmerge.isPending}
          >
            {t('unmerge.change')}
          </Button>
        ) : (
          <span />
        )}
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          {query.data && (
            <Button loading={unmerge.isPending} onClick={unmerge.mutate}>
              {t('unmerge.do')}
            </Button>
          )}
        </Group>
      </Group>
    </Stack>
  );
}

function BothSides({ profile, preview }: { profile: string; preview: UnmergePreview }) {
  const { t } = useTranslation();
  const forecast = useForecast(profile, preview.ticket);
  return (
    <div className={classes.sides}>
      <Side title={t('unmerge.stays')} side={preview.stays}>
        <AudiencesThen forecast={forecast} side="stays" />
        <SentThen forecast={forecast} side="stays" person={preview.stays} />
      </Side>
      <Side title={t('unmerge.leaves')} side={preview.leaves} isNew>
        <AudiencesThen forecast={forecast} side="leaves" />
        <SentThen forecast={forecast} side="leaves" person={preview.leaves} />
      </Side>
    </div>
  );
}

function LoadingSides() {
  return (
    <>
      <div className={classes.sides}>
        <Skeleton height={260} radius="lg" />
        <Skeleton height={260} radius="lg" />
      </div>
      <Skeleton height={110} />
    </>
  );
}
