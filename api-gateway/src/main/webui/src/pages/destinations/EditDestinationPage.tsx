import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Destination, DestinationRequest } from '@/api/generated/model';
import { changeDestination } from '@/api/generated/operations';
import { connectorsQuery, destinationQuery, destinationsQuery } from '@/api/queries';
import { useMay, useWorkspace } from '@/app/workspace/here';
import { Forbidden } from '@/components/feedback/Forbidden';
import { Loaded } from '@/components/feedback/Loaded';
import { TextLink } from '@/components/links';
import { LoadedPage } from '@/components/page/LoadedPage';
import { Page } from '@/components/page/Page';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { DestinationForm } from './DestinationForm';

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
  const navigate = useNavigate();
  const client = useQueryClient();
  const may = useMay('changeDestination');
  const connectors = useQuery(connectorsQuery(workspace));
  // The form belongs to what was there when it was opened; a change meanwhile is refused.
  const [stored] = useState(destination);
  const save = useMutation({
    mutationFn: (request: DestinationRequest) =>
      changeDestination(workspace, stored.id, request, {
        headers: { 'If-Match': `"${stored.version}"` },
      }),
    onSuccess: () => {
      void client.invalidateQueries(destinationsQuery(workspace));
      void navigate({
        to: '/w/$workspace/destinations/$destination',
        params: { workspace, destination: stored.id },
      });
    },
  });
  return (
    <Page
      title={t('activation.editTitle', { name: stored.name })}
      lead={t('activation.editDestinationLead')}
      crumbs={[
        <TextLink key="all" to="/w/$workspace/destinations" params={{ workspace }} inherit>
          {t('nav.destinations')}
        </TextLink>,
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
      {may.allowed ? (
        <Loaded query={connectors} skeleton={<TableSkeleton rows={4} />}>
          {(manifests) =>
            manifests
              .filter(({ id }) => id === stored.connector)
              .map((manifest) => (
                <DestinationForm
                  key={manifest.id}
                  manifest={manifest}
                  stored={stored}
                  save={save}
                  action={t('activation.save')}
                  onChanged={save.reset}
                />
              ))
          }
        </Loaded>
      ) : (
        <Forbidden needs={may.needs} />
      )}
    </Page>
  );
}
