import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Audience } from '@/api/generated/model';
import { audiencesQuery, syncsQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { useAudienceNames } from '@/components/objects/useNames';
import { Columns } from '@/components/page/Columns';
import { Facts } from '@/components/page/Facts';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { CopyText } from '@/components/text/CopyText';
import { Folded } from '@/components/text/Folded';
import { Time } from '@/components/text/Time';
import { filingFacts } from '@/features/filing/filingFacts';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import classes from './AudienceOverview.module.css';
import { GoesTo } from './GoesTo';
import { SizePanel } from './SizePanel';
import { syncsOf, usersOf } from './uses';

export function AudienceOverview({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  return (
    <Columns
      main={
        <>
          <Panel title={t('audiences.rule')}>
            <Stack gap="sm">
              <p className={classes.sentence}>{audience.inWords}</p>
              {audience.description && <Text>{audience.description}</Text>}
              <Folded title={t('audiences.asJson')}>
                {JSON.stringify(audience.rule, null, 2)}
              </Folded>
            </Stack>
          </Panel>
          <SizePanel audience={audience} />
          <Destined audience={audience} />
        </>
      }
      side={
        <>
          <Panel title={t('object.about')}>
            <Facts
              facts={[
                ...filingFacts(audience, t),
                { label: t('object.key'), value: <CopyText value={audience.key} /> },
                { label: t('object.id'), value: <CopyText value={audience.id} /> },
                { label: t('object.version'), value: audience.version },
                {
                  label: t('object.created'),
                  value: <Time at={audience.createdAt} clock="wall" />,
                },
                {
                  label: t('object.changed'),
                  value: <Time at={audience.updatedAt} clock="wall" />,
                },
              ]}
            />
          </Panel>
          <UsedBy audience={audience} />
        </>
      }
    />
  );
}

function Destined({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const query = useQuery(syncsQuery(useWorkspace()));
  return (
    <Panel title={t('audiences.goesTo')}>
      <Loaded query={query} skeleton={<TableSkeleton rows={2} />}>
        {({ data }) => {
          const syncs = syncsOf(audience, data);
          return syncs.length === 0 ? (
            <Text c="dimmed">{t('audiences.goesNowhere')}</Text>
          ) : (
            <GoesTo syncs={syncs} />
          );
        }}
      </Loaded>
    </Panel>
  );
}

/** Last on the page, because it has no height until other audiences are read. */
function UsedBy({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const all = useQuery(audiencesQuery(useWorkspace())).data?.data ?? [];
  const nameOf = useAudienceNames();
  const users = usersOf(audience, all);
  if (users.length === 0 && audience.uses.length === 0) {
    return null;
  }
  return (
    <Panel title={t('audiences.builtOn')}>
      <ul className="plain-list">
        {audience.uses.map((id) => (
          <li key={id}>
            <AudienceLink id={id} name={nameOf(id)} />
            <Text c="dimmed">{t('audiences.uses')}</Text>
          </li>
        ))}
        {users.map(({ id, name }) => (
          <li key={id}>
            <AudienceLink id={id} name={name} />
            <Text c="dimmed">{t('audiences.usedBy')}</Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
