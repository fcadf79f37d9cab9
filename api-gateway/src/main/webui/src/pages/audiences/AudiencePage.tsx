import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Audience } from '@/api/generated/model';
import { audienceQuery } from '@/api/queries';
import { later } from '@/components/later/later';
import { ButtonLink } from '@/components/links';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { AudienceState } from '@/components/states/AudienceState';
import { Time } from '@/components/text/Time';
import { ObjectAlerts } from '@/features/alerts/ObjectAlerts';
import { isCounting, olderRule } from '@/features/audiences/evaluation';
import { useAudienceSize } from '@/features/audiences/useAudienceSize';
import { History } from '@/features/history/History';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { AudienceMenu } from './AudienceMenu';
import { AudienceOverview } from './AudienceOverview';
import { SendToDestination } from './SendToDestination';

const MembersTab = later(() =>
  import('./MembersTab').then(({ MembersTab }) => ({ default: MembersTab })),
);

const AudienceHistoryDrawer = later(() =>
  import('@/features/history/drawers/AudienceHistoryDrawer').then(({ AudienceHistoryDrawer }) => ({
    default: AudienceHistoryDrawer,
  })),
);

export function AudiencePage() {
  const { t } = useTranslation();
  const { audience } = useParams({ from: '/w/$workspace/audiences/$audience' });
  const query = useQuery(audienceQuery(useWorkspace(), audience));
  return (
    <LoadedPage
      query={query}
      kind={t('nav.audiences')}
      gone={<History drawer={AudienceHistoryDrawer} id={audience} name={null} />}
    >
      {(audience) => <LoadedAudience audience={audience} />}
    </LoadedPage>
  );
}

function LoadedAudience({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const { people, number } = useAudienceSize();
  const older = olderRule(audience);
  const workspace = useWorkspace();
  const mayChange = useMay('changeAudience').allowed;
  return (
    <Page
      title={audience.name}
      badge={<AudienceState audience={audience} />}
      actions={
        <>
          <History drawer={AudienceHistoryDrawer} id={audience.id} name={audience.name} />
          <ObjectAlerts
            kind="audience"
            id={audience.id}
            name={audience.name}
            people={people(audience)}
          />
          {mayChange && (
            <ButtonLink
              variant="default"
              to="/w/$workspace/audiences/$audience/edit"
              params={{ workspace, audience: audience.id }}
            >
              {t('builder.edit')}
            </ButtonLink>
          )}
          <AudienceMenu audience={audience} />
          <SendToDestination audience={audience.id} />
        </>
      }
      crumbs={[<ListCrumb key="all" of="audiences" />]}
      lead={
        <>
          {people(audience)}
          {audience.asOf && !isCounting(audience) && (
            <>
              {' · '}
              {t('audiences.decidedAsOf')} <Time at={audience.asOf} clock="business" />
            </>
          )}
          {older !== null && ` · ${t('audiences.olderRule', { version: older })}`}
        </>
      }
    >
      <ObjectTabs
        label={audience.name}
        tabs={[
          {
            value: 'overview',
            label: t('audiences.overview'),
            panel: () => <AudienceOverview audience={audience} />,
          },
          {
            value: 'people',
            label: t('audiences.people'),
            count: <span>{number(audience)}</span>,
            panel: () => <MembersTab audience={audience} />,
          },
        ]}
      />
    </Page>
  );
}
