import type { ReactNode } from 'react';
import { ButtonLink, TextLink } from '@/components/links';
import { Page } from '@/components/page/Page';
import { RawName } from '@/components/text/RawName';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

interface Props {
  /** As people say it. */
  label: string;
  /** As the API knows it. */
  name: string;
  tab: 'traits' | 'events';
  lead: ReactNode;
  /** The trait or the event that an audience can begin with, as the address of the builder names it. */
  use: { trait: string } | { call: string; event: string | undefined };
  children: ReactNode;
}

/** The page of one word of the dictionary. */
export function Word({ label, name, tab, lead, use, children }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const mayUse = useMay('createAudience').allowed;
  return (
    <Page
      title={label}
      lead={
        <>
          {lead}
          <RawName name={name} label={label} />
        </>
      }
      crumbs={[
        <TextLink
          key="all"
          to="/w/$workspace/dictionary"
          params={{ workspace }}
          search={{ tab: tab === 'traits' ? undefined : tab }}
          inherit
        >
          {t('nav.dictionary')}
        </TextLink>,
      ]}
      actions={
        mayUse && (
          <ButtonLink to="/w/$workspace/audiences/new" params={{ workspace }} search={use}>
            {t('dictionary.use')}
          </ButtonLink>
        )
      }
    >
      {children}
    </Page>
  );
}
