import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { following } from '@/api/changes/following';
import type { Profile } from '@/api/generated/model';
import { readProfile } from '@/api/generated/operations';
import { later } from '@/components/later/later';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { ObjectTabs } from '@/components/page/ObjectTabs';
import { Page } from '@/components/page/Page';
import { Time } from '@/components/text/Time';
import { PendingMark } from '@/features/pending/PendingMark';
import { usePendingChange } from '@/features/pending/usePending';
import { usePersonWords } from '@/features/people/usePersonWords';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { WhoLooked } from './WhoLooked';

const LogTab = later(() => import('./LogTab').then(({ LogTab }) => ({ default: LogTab })));
const WhyOneTab = later(() =>
  import('./identity/WhyOneTab').then(({ WhyOneTab }) => ({ default: WhyOneTab })),
);
const OverviewTab = later(() =>
  import('./OverviewTab').then(({ OverviewTab }) => ({ default: OverviewTab })),
);
const TimelineTab = later(() =>
  import('./TimelineTab').then(({ TimelineTab }) => ({ default: TimelineTab })),
);

export function ProfilePage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { profile } = useParams({ from: '/w/$workspace/profiles/$profile' });
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile],
    queryFn: ({ signal }) => readProfile(workspace, profile, { signal }),
    ...following({ profiles: profile }),
  });
  return (
    <LoadedPage query={query} kind={t('nav.profiles')}>
      {(shown) => (
        <>
          {shown.id !== profile && (
            // A merged profile, or an identifier in the address, leads to the surviving profile.
            <Navigate
              to="/w/$workspace/profiles/$profile"
              params={{ workspace, profile: shown.id }}
              search
              replace
            />
          )}
          <LoadedProfile profile={shown} />
        </>
      )}
    </LoadedPage>
  );
}

function LoadedProfile({ profile }: { profile: Profile }) {
  const { t } = useTranslation();
  const words = usePersonWords();
  const mayAudit = useMay('listAudit').allowed;
  const unmerging = usePendingChange(profile.id, 'unmerge', profile.id) !== undefined;
  return (
    <Page
      title={words(profile.id, profile.person)}
      crumbs={[<ListCrumb key="all" of="profiles" />]}
      actions={mayAudit && <WhoLooked profile={profile.id} />}
      lead={
        <>
          {t('profiles.identifierCount', { count: profile.identifiers.length })} ·{' '}
          {t('profiles.firstSeen')} <Time at={profile.firstSeen} clock="business" /> ·{' '}
          {t('profiles.lastSeen')} <Time at={profile.lastSeen} clock="business" />
          {profile.mergedFrom.length > 0 &&
            ` · ${t('profiles.merged', { count: profile.mergedFrom.length })}`}
        </>
      }
    >
      {unmerging && <PendingMark object={profile.id} subject="unmerge" name={profile.id} />}
      <ObjectTabs
        label={t('profiles.parts')}
        tabs={[
          {
            value: 'overview',
            label: t('profiles.overview'),
            panel: () => <OverviewTab profile={profile} />,
          },
          {
            value: 'timeline',
            label: t('profiles.timeline'),
            panel: () => <TimelineTab profile={profile.id} />,
          },
          {
            value: 'identity',
            label: t('identity.why.tab'),
            panel: () => <WhyOneTab profile={profile} />,
          },
          {
            value: 'log',
            label: t('deliveries.log'),
            panel: () => <LogTab profile={profile.id} />,
          },
        ]}
      />
    </Page>
  );
}
