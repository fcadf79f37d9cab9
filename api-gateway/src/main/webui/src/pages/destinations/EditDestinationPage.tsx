import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Destination, Manifest } from '@/api/generated/model';
import { changeDestination } from '@/api/generated/operations';
import { connectorsQuery, destinationQuery, destinationsQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { LoadedPage } from '@/components/page/LoadedPage';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { DestinationForm } from './DestinationForm';
import { destinationPatch } from './destinationDraft';

export function EditDestinationPage() {
  const { t } = useTranslation();
  const { destination } = useParams({ from: '/w/$workspace/destinations/$destination/edit' });
  const query = useQuery({
    ...destinationQuery(useWorkspace(), destination),
    refetchInterval: false,
  });
  return (
    <LoadedPage query={query} kind={t('nav.destinations')}>
      {(destination) => <Edit key={destination.id} destination={destination} />}
    </LoadedPage>
  );
}

function Edit({ destination }: { destination: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const connectors = useQuery(connectorsQuery(workspace));
  // The form belongs to what was there when it was opened; a change meanwhile is refused.
  const [stored] = useState(destination);
  return (
    <FormPage
      operation="changeDestination"
      title={t('activation.editTitle', { name: stored.name })}
      lead={t('activation.editDestinationLead')}
      crumbs={[
        <ListCrumb key="all" of="destinations" />,
        <TextLink
          key="one"
          to="/w/$workspace/destinations/$destination"
          params={{ workspace, destination: stored.id }}
          inherit
        >
          {stored.name}
        </TextLink>,
      ]}
    >
      <Loaded query={connectors} skeleton={<TableSkeleton rows={4} />}>
        {(manifests) =>
          manifests
            .filter(({ id }) => id === stored.connector)
            .map((manifest) => <Change key={manifest.id} manifest={manifest} stored={stored} />)
        }
      </Loaded>
    </FormPage>
  );
}

function Change({ manifest, stored }: { manifest: Manifest; stored: Destination }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  return (
    <DestinationForm
      manifest={manifest}
      stored={stored}
      send={(draft) =>
        changeDestination(workspace, stored.id, destinationPatch(manifest, draft, stored), {
          headers: { 'If-Match': `"${stored.version}"` },
        })
      }
      onSaved={() => {
        void client.invalidateQueries(destinationsQuery(workspace));
        void navigate({
          to: '/w/$workspace/destinations/$destination',
          params: { workspace, destination: stored.id },
        });
      }}
      action={t('activation.save')}
    />
  );
}
