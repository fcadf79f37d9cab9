import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { hasStatus } from '@/api/problem';
import { identitySummaryQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Page } from '@/components/page/Page';
import { Panel } from '@/components/page/Panel';
import { identifierOf } from '@/features/people/identifier';
import { useFindPerson } from '@/features/people/useFindPerson';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { PersonField } from './PersonField';
import { TypeSelect } from './TypeSelect';

/** Finds people by what they are known by. */
export function LookupPage() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const summary = useQuery(identitySummaryQuery(workspace)).data;
  return (
    <Page
      title={t('nav.profiles')}
      lead={
        summary
          ? t('profiles.summary', { count: summary.profiles, identifiers: summary.identifiers })
          : t('profiles.lead')
      }
    >
      <Panel>
        <LookupForm />
      </Panel>
    </Page>
  );
}

function LookupForm() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const { type = 'email' } = useSearch({ from: '/w/$workspace/profiles' });
  const [value, setValue] = useState('');
  const [missing, setMissing] = useState(false);
  const find = useFindPerson({ notify: false });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = value.trim();
    setMissing(wanted === '');
    if (wanted === '') {
      return;
    }
    if (identifierOf(wanted)?.type === 'profile') {
      void navigate({
        to: '/w/$workspace/profiles/$profile',
        params: { workspace, profile: wanted },
      });
      return;
    }
    find.mutate({ type, value: wanted });
  };

  const nobody = hasStatus(find.error, 404);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Group align="flex-start" gap="sm">
          <TypeSelect
            value={type}
            onChange={(type) => void navigate({ to: '.', search: { type }, replace: true })}
          />
          <PersonField
            value={value}
            onChange={(typed) => {
              setValue(typed);
              find.reset();
              setMissing(false);
            }}
            error={
              missing
                ? t('profiles.valueMissing')
                : nobody && t('profiles.nobody', { value: value.trim() })
            }
          />
        </Group>
        {nobody && <Text c="dimmed">{t('profiles.nobodyDetail')}</Text>}
        {find.error && !nobody && <Failure error={find.error} />}
        <Group>
          <Button type="submit" loading={find.isPending}>
            {t('profiles.find')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
