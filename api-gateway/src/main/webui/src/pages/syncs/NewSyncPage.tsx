import { useSearch } from '@tanstack/react-router';
import { Empty } from '@/components/feedback/Empty';
import { Failure } from '@/components/feedback/Failure';
import { ButtonLink } from '@/components/links';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { PageSkeleton } from '@/components/page/PageSkeleton';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { SyncForm } from './form/SyncForm';
import { NOTHING, type SyncDraft } from './form/syncDraft';
import { type Read, useAround } from './form/useAround';

export function NewSyncPage() {
  const { t } = useTranslation();
  return (
    <FormPage
      operation="createSync"
      title={t('activation.addSync')}
      lead={t('activation.addSyncLead')}
      crumbs={[<ListCrumb key="all" of="syncs" />]}
    >
      <Begin />
    </FormPage>
  );
}

function Begin() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const asked = useSearch({ from: '/w/$workspace/syncs/new' });
  const mayConnect = useMay('createDestination');
  const { data, error, again } = useAround(
    asked.audience ? 'audience' : asked.model ? 'model' : null,
  );
  if (error !== null) {
    return <Failure error={error} again={again} />;
  }
  if (data === undefined) {
    return <PageSkeleton />;
  }
  if (data.destinations.length === 0) {
    return (
      <Panel>
        <Empty
          title={t('destinations.empty')}
          action={
            mayConnect.allowed && (
              <ButtonLink to="/w/$workspace/destinations/new" params={{ workspace }}>
                {t('activation.addDestination')}
              </ButtonLink>
            )
          }
        >
          {t('activation.destinationFirst')}
        </Empty>
      </Panel>
    );
  }
  return <SyncForm key={JSON.stringify(asked)} read={data} start={prefilled(asked, data)} />;
}

/** What the page that led here has said already; whatever is not there is left open. */
function prefilled(
  asked: { audience?: string; destination?: string; model?: string },
  { destinations, audiences, models }: Read,
): SyncDraft {
  const idOf = (things: readonly { id: string; key: string }[], named: string | undefined) =>
    things.find(({ id, key }) => id === named || key === named)?.id ?? null;
  const audience = idOf(audiences, asked.audience);
  const model = idOf(models, asked.model);
  const only = destinations.length === 1 ? destinations[0]?.id : undefined;
  return {
    ...NOTHING,
    destination: idOf(destinations, asked.destination ?? only),
    kind: audience ? 'audience' : model ? 'model' : null,
    audience,
    model,
  };
}
