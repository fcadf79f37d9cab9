import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Manifest } from '@/api/generated/model';
import { createDestination } from '@/api/generated/operations';
import { connectorsQuery, destinationsQuery } from '@/api/queries';
import { TextLink } from '@/components/links';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { usePromiseWords } from '@/features/syncs/promise/usePromiseWords';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { ConnectorChoice } from './ConnectorChoice';
import { DestinationForm } from './DestinationForm';
import { destinationRequest } from './destinationDraft';
import { TryUnsaved } from './TryUnsaved';

export function NewDestinationPage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const promise = usePromiseWords();
  const { connector } = useSearch({ from: '/w/$workspace/destinations/new' });
  const manifest = useQuery(connectorsQuery(workspace)).data?.find(({ id }) => id === connector);
  return (
    <FormPage
      operation="createDestination"
      title={
        manifest ? t('activation.connect', { name: manifest.name }) : t('activation.addDestination')
      }
      lead={
        manifest
          ? `${manifest.description} ${promise(manifest)}`
          : t('activation.addDestinationLead')
      }
      crumbs={[
        <ListCrumb key="all" of="destinations" />,
        ...(manifest
          ? [
              <TextLink
                key="new"
                to="/w/$workspace/destinations/new"
                params={{ workspace }}
                inherit
              >
                {t('activation.addDestination')}
              </TextLink>,
            ]
          : []),
      ]}
    >
      {manifest ? <Connect key={manifest.id} manifest={manifest} /> : <ConnectorChoice />}
    </FormPage>
  );
}

function Connect({ manifest }: { manifest: Manifest }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [tried, setTried] = useState(0);
  return (
    <DestinationForm
      manifest={manifest}
      send={(draft, attempt) =>
        createDestination(workspace, destinationRequest(manifest, draft), {
          headers: { 'Idempotency-Key': attempt },
        })
      }
      onSaved={({ id }) => {
        void client.invalidateQueries(destinationsQuery(workspace));
        void navigate({
          to: '/w/$workspace/destinations/$destination',
          params: { workspace, destination: id },
          replace: true,
        });
      }}
      action={t('activation.createDestination')}
      beside={(complete) => (
        <TryUnsaved
          key={tried}
          request={() => {
            const draft = complete();
            return draft && destinationRequest(manifest, draft);
          }}
        />
      )}
      onChanged={() => setTried(tried + 1)}
    />
  );
}
