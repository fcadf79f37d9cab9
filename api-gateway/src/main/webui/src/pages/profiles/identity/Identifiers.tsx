import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { IdentifierEvidence } from '@/api/generated/model';
import { listIdentifiers } from '@/api/generated/operations';
import { isMasked } from '@/api/masked';
import { LIVE } from '@/api/queryClient';
import { useWorkspace } from '@/app/workspace/here';
import { Loaded } from '@/components/feedback/Loaded';
import { useSourceNames } from '@/components/objects/useNames';
import { Panel } from '@/components/page/Panel';
import { TableSkeleton } from '@/components/table/TableSkeleton';
import { Time } from '@/components/text/Time';
import { Value } from '@/components/text/Value';
import { TypeName } from '../TypeName';
import classes from './Identifiers.module.css';

/** The identifiers of one person, each with what showed that it belongs to the others. */
export function Identifiers({ profile }: { profile: string }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const query = useQuery({
    queryKey: ['workspaces', workspace, 'profiles', profile, 'identifiers'],
    queryFn: async ({ signal }) => (await listIdentifiers(workspace, profile, { signal })).data,
    refetchInterval: LIVE,
  });
  return (
    <Panel title={t('profiles.oneBecause')} flush>
      <Loaded query={query} skeleton={<TableSkeleton rows={4} />}>
        {(identifiers) => (
          <ul className={classes.identifiers}>
            {identifiers.map((identifier, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: masked identifiers of a type are alike
              <li key={index}>
                <Shown identifier={identifier} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}

function Shown({ identifier }: { identifier: IdentifierEvidence }) {
  const { t } = useTranslation();
  const sourceName = useSourceNames();
  return (
    <>
      <div className={classes.identifier}>
        <Text span c="dimmed">
          <TypeName type={identifier.type} />
        </Text>{' '}
        <strong className="mono">
          <Value value={identifier.value} />
        </strong>
      </div>
      {identifier.evidence.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t('profiles.alone')}
        </Text>
      )}
      {identifier.evidence.map(({ with: other, source, event, time }) => (
        <Text key={`${event} ${other.type} ${JSON.stringify(other.value)}`} fz="sm" c="dimmed">
          {t('profiles.seenWith')} <TypeName type={other.type} />{' '}
          <span className="mono">
            <Value value={other.value} />
          </span>{' '}
          {t('profiles.seenIn')}{' '}
          {isMasked(source) ? <Value value={source} /> : sourceName(String(source))},{' '}
          <Time at={time} clock="business" />
        </Text>
      ))}
    </>
  );
}
