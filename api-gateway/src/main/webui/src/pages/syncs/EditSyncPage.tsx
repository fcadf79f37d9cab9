import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Sync } from '@/api/generated/model';
import { syncQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { TextLink } from '@/components/links';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { PageSkeleton } from '@/components/page/PageSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { SyncForm } from './form/SyncForm';
import { draftOfSync } from './form/syncDraft';
import { useAround } from './form/useAround';

export function EditSyncPage() {
  const { t } = useTranslation();
  const { sync } = useParams({ from: '/w/$workspace/syncs/$sync/edit' });
  const query = useQuery({ ...syncQuery(useWorkspace(), sync), refetchInterval: false });
  return (
    <LoadedPage query={query} kind={t('nav.syncs')}>
      {(sync) => <Edit key={sync.id} sync={sync} />}
    </LoadedPage>
  );
}

function Edit({ sync }: { sync: Sync }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  // The form belongs to what was there when it was opened; a change meanwhile is refused.
  const [stored] = useState(sync);
  return (
    <FormPage
      operation="changeSync"
      title={t('activation.editTitle', { name: stored.name })}
      lead={t('activation.editSyncLead')}
      crumbs={[
        <ListCrumb key="all" of="syncs" />,
        <TextLink
          key="one"
          to="/w/$workspace/syncs/$sync"
          params={{ workspace, sync: stored.id }}
          inherit
        >
          {stored.name}
        </TextLink>,
      ]}
    >
      <Form stored={stored} />
    </FormPage>
  );
}

function Form({ stored }: { stored: Sync }) {
  const { data, error, again } = useAround(stored.from.kind);
  if (error !== null) {
    return <Failure error={error} again={again} />;
  }
  const destination = data?.destinations.find(({ id }) => id === stored.destination);
  const manifest = data?.connectors.find(({ id }) => id === destination?.connector);
  return data && manifest ? (
    <SyncForm read={data} start={draftOfSync(stored, manifest)} stored={stored} />
  ) : (
    <PageSkeleton />
  );
}
