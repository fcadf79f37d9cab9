import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { completeConnection } from '@/api/generated/operations';
import { destinationQuery } from '@/api/queries';
import { TestResult } from '@/components/connectors/TestResult';
import { Failure } from '@/components/feedback/Failure';
import { ButtonLink, TextLink } from '@/components/links';
import { FormPage } from '@/components/page/FormPage';
import { ListCrumb } from '@/components/page/ListCrumb';
import { Folded } from '@/components/text/Folded';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { refusedAccess } from './refusedAccess';

/** Where the vendor sends a user after the consent. A click completes it, once. */
export function ConnectedPage() {
  const { t } = useTranslation();
  const { destination } = useParams({ from: '/w/$workspace/destinations/$destination/connected' });
  const workspace = useWorkspace();
  const client = useQueryClient();
  // As the vendor returned them: the router would read a code of digits as a number.
  const [back] = useState(() => new URLSearchParams(window.location.search));
  const state = back.get('state');
  const code = back.get('code');
  const complete = useMutation({
    mutationFn: () =>
      completeConnection(workspace, destination, { state: state ?? '', code: code ?? '' }),
    onSuccess: () => client.invalidateQueries(destinationQuery(workspace, destination)),
  });
  return (
    <FormPage
      operation="completeConnection"
      title={t('destinations.completeTitle')}
      lead={t('destinations.completeLead')}
      crumbs={[
        <ListCrumb key="all" of="destinations" />,
        <TextLink
          key="one"
          to="/w/$workspace/destinations/$destination"
          params={{ workspace, destination }}
          inherit
        >
          {t('destinations.back')}
        </TextLink>,
      ]}
    >
      <Stack align="flex-start">
        {state && code ? (
          !complete.data && (
            <Button loading={complete.isPending} onClick={() => complete.mutate()}>
              {t('destinations.complete')}
            </Button>
          )
        ) : (
          <NoAccess back={back} />
        )}
        {complete.data && (
          <TestResult result={complete.data} passed={t('activation.connectionWorks')} />
        )}
        {complete.error && <Failure error={complete.error} />}
        {(complete.data || complete.error || !state || !code) && (
          <ButtonLink
            variant="default"
            to="/w/$workspace/destinations/$destination"
            params={{ workspace, destination }}
          >
            {t('destinations.toDestination')}
          </ButtonLink>
        )}
      </Stack>
    </FormPage>
  );
}

/** Why the destination gave no access, with its own words folded under it. */
function NoAccess({ back }: { back: URLSearchParams }) {
  const { t } = useTranslation();
  const { text, answer } = refusedAccess(back);
  return (
    <>
      <Text>{t(text)}</Text>
      {answer !== null && <Folded title={t('destinations.refusedAnswer')}>{answer}</Folded>}
    </>
  );
}
