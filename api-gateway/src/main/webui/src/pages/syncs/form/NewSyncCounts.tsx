import { Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { NewSyncCounts as Counts, Manifest } from '@/api/generated/model';
import { countNewSync } from '@/api/generated/operations';
import { stopName } from '@/components/deliveries/funnel';
import { Failure } from '@/components/feedback/Failure';
import { Loaded } from '@/components/feedback/Loaded';
import { faultsOf } from '@/components/form/faults';
import { useDestinationNames } from '@/components/objects/useNames';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { Lasting } from '@/components/runs/Lasting';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { counted } from './counted';
import classes from './NewSyncCounts.module.css';
import type { SyncDraft } from './syncDraft';

const HEIGHT = 250;

interface Props {
  draft: SyncDraft;
  manifest: Manifest;
}

/** How many people a new sync would send when it starts, and why it would not send the others. */
export function NewSyncCounts({ draft, manifest }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const asked = counted(draft, manifest);
  // The mapping changes no number, so a change of it counts nothing anew.
  const [request] = useDebouncedValue(
    asked === null ? null : JSON.stringify({ ...asked, mapping: undefined }),
    400,
  );
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'new-sync-counts', request],
    queryFn:
      request === null || asked === null
        ? skipToken
        : ({ signal }) => countNewSync(workspace, asked, { signal }),
    retry: false,
    placeholderData: keepPreviousData,
  });
  const people = draft.kind === 'audience' || draft.kind === 'profiles';
  return (
    <Panel title={t('funnel.newSync.title')}>
      {!people || asked === null ? (
        <Text c="dimmed">{t(people ? 'funnel.newSync.later' : 'funnel.newSync.rows')}</Text>
      ) : (
        <div role="status">
          <Loaded
            query={query}
            skeleton={<Skeleton height={HEIGHT} />}
            failed={(error, again) =>
              Object.values(faultsOf(error)).length > 0 ? (
                <Text c="var(--failing)">{Object.values(faultsOf(error)).join(' ')}</Text>
              ) : (
                <Failure error={error} again={again} />
              )
            }
          >
            {(counts) => <CountFacts counts={counts} draft={draft} />}
          </Loaded>
        </div>
      )}
    </Panel>
  );
}

function CountFacts({ counts, draft }: { counts: Counts; draft: SyncDraft }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = useDestinationNames()(draft.destination ?? '');
  const { people, notSent, approximate, complete, asOf } = counts;
  const { requests, shortestSeconds } = counts;
  const deletes = draft.mode === 'delete';
  const number = (count: number) =>
    approximate && count > 0
      ? t('approximate.aboutShort', { number: formats.number(count) })
      : formats.number(count);
  return (
    <>
      <Facts
        facts={[
          {
            label: t(draft.kind === 'audience' ? 'funnel.steps.people' : 'funnel.steps.everyone'),
            value: number(people),
          },
          ...effects(draft.mode, counts).map(({ effect, count }) => ({
            label: t(`funnel.newSync.${effect}`, { name }),
            value: number(count),
          })),
          {
            label: t(deletes ? 'funnel.newSync.notDeleted' : 'funnel.newSync.notSent'),
            value:
              notSent.length === 0 ? (
                number(0)
              ) : (
                <ul className={classes.reasons}>
                  {notSent.map(({ code, purpose, count }) => (
                    <li key={`${code} ${purpose ?? ''}`}>
                      {t(stopName({ code }), { count, code, purpose })}
                    </li>
                  ))}
                </ul>
              ),
          },
          ...(requests === null
            ? []
            : [
                {
                  label: t('funnel.newSync.requests'),
                  value: t('funnel.newSync.atMost', { number: formats.number(requests) }),
                },
                {
                  label: t('funnel.newSync.time'),
                  value:
                    shortestSeconds === null ? (
                      t('funnel.newSync.noLimit')
                    ) : (
                      <>
                        {t('funnel.newSync.atLeast')}{' '}
                        <Lasting milliseconds={shortestSeconds * 1000} />
                      </>
                    ),
                },
              ]),
        ]}
      />
      <Text mt="xs" fz="sm" c="dimmed">
        {!complete && `${t('funnel.first', { count: people })} `}
        {t(explained(draft.mode), { name })} {t('plan.counted')}{' '}
        <Time at={asOf} clock="wall" inSentence />.
      </Text>
      {approximate && (
        <Text fz="sm" c="dimmed">
          {t('funnel.newSync.rounded')}
        </Text>
      )}
    </>
  );
}

/** What becomes of the records, as far as Tributary can say before it has asked the destination. */
function effects(mode: SyncDraft['mode'], { created, updated, deleted }: Counts) {
  switch (mode) {
    case 'update-only':
      return [{ effect: 'updatedIfThere', count: created + updated }] as const;
    case 'create-only':
      return [{ effect: 'createdUnlessThere', count: created + updated }] as const;
    case 'delete':
      return [{ effect: 'deleted', count: deleted }] as const;
    default:
      return [
        { effect: 'created', count: created },
        { effect: 'updated', count: updated },
      ] as const;
  }
}

function explained(mode: SyncDraft['mode']) {
  switch (mode) {
    case 'update-only':
      return 'funnel.newSync.explainedUpdateOnly';
    case 'create-only':
      return 'funnel.newSync.explainedCreateOnly';
    case 'delete':
      return 'funnel.newSync.explainedDeletes';
    default:
      return 'funnel.newSync.explained';
  }
}
