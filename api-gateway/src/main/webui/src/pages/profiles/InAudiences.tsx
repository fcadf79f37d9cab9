import { Button, Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { audiencesQuery } from '@/api/queries';
import { Loaded } from '@/components/feedback/Loaded';
import { AudienceLink } from '@/components/objects/ObjectLink';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { MembershipReasonDrawer } from '@/features/audiences/MembershipReasonDrawer';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { audiencesOfQuery } from './queries';

export function InAudiences({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const [asked, setAsked] = useState<{ id: string; name: string } | null>(null);
  const query = useQuery(audiencesOfQuery(workspace, profile));
  return (
    <Panel title={t('profiles.inAudiences')}>
      <Loaded query={query} skeleton={<TableSkeleton rows={3} />}>
        {(audiences) =>
          audiences.length === 0 ? (
            <Text c="dimmed">{t('profiles.inNoAudience')}</Text>
          ) : (
            <ul className="plain-list">
              {audiences.map(({ audience, name, since }) => (
                <li key={audience}>
                  <span>
                    <AudienceLink id={audience} name={name} />
                    <Text fz="sm" c="dimmed">
                      {t('profiles.since')} <Time at={since} clock="business" />
                    </Text>
                  </span>
                  <Group gap="xs">
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('profiles.whyIn', { audience: name })}
                      onClick={() => setAsked({ id: audience, name })}
                    >
                      {t('audiences.why')}
                    </Button>
                  </Group>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <AskOther known={query.data?.map(({ audience }) => audience)} onAsked={setAsked} />
      <MembershipReasonDrawer
        audience={asked ?? { id: '', name: '' }}
        profile={asked && profile}
        onClose={() => setAsked(null)}
      />
    </Panel>
  );
}

interface AskOtherProps {
  /** The ids of the audiences that the person is in; undefined until they are read. */
  known: readonly string[] | undefined;
  onAsked: (audience: { id: string; name: string }) => void;
}

/** Asks why the person is not in one of the other audiences. */
function AskOther({ known, onAsked }: AskOtherProps) {
  const { t } = useTranslation();
  const audiences = useQuery(audiencesQuery(useWorkspace())).data?.data;
  const others = audiences?.filter(({ id }) => known && !known.includes(id)) ?? [];
  return others.length === 0 ? null : (
    <Select
      mt="md"
      label={t('profiles.whyNotIn')}
      placeholder={t('profiles.chooseAudience')}
      searchable
      value={null}
      data={others.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => {
        const chosen = others.find((each) => each.id === id);
        if (chosen) {
          onAsked(chosen);
        }
      }}
    />
  );
}
