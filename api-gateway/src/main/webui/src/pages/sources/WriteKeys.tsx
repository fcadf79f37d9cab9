import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Source, WriteKey } from '@/api/generated/model';
import { addWriteKey } from '@/api/generated/operations';
import { sourceQuery } from '@/api/queries';
import { Failure } from '@/components/feedback/Failure';
import { Panel } from '@/components/page/Panel';
import { RevokeWriteKey } from '@/components/RevokeWriteKey';
import { Time } from '@/components/text/Time';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';

interface Props {
  source: Source;
  onAdded: (writeKey: string) => void;
}

/** The keys that let the source write; only their ends are shown. */
export function WriteKeys({ source, onAdded }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const mayAdd = useMay('addWriteKey').allowed;
  const mayRevoke = useMay('revokeWriteKey').allowed;
  const [revoking, setRevoking] = useState<WriteKey | null>(null);
  const add = useMutation({
    mutationFn: () => addWriteKey(workspace, source.id),
    onSuccess: ({ writeKey }) => {
      if (writeKey) {
        onAdded(writeKey);
      }
      return client.invalidateQueries(sourceQuery(workspace, source.id));
    },
  });
  return (
    <Panel
      title={t('sources.writeKeys')}
      aside={
        mayAdd && (
          <Button
            size="compact-sm"
            variant="default"
            loading={add.isPending}
            onClick={() => add.mutate()}
          >
            {t('sources.addKey')}
          </Button>
        )
      }
    >
      {add.error && <Failure error={add.error} />}
      <ul className="plain-list">
        {source.writeKeys.map((key) => (
          <li key={key.id}>
            <span>
              <span className="mono">{key.hint}</span>
              <Text fz="sm" c="dimmed">
                {t(key.revokedAt ? 'sources.revoked' : 'sources.madeKey')}{' '}
                <Time at={key.revokedAt ?? key.createdAt} clock="wall" />
              </Text>
            </span>
            {!key.revokedAt && mayRevoke && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('sources.revokeKey', { hint: key.hint })}
                onClick={() => setRevoking(key)}
              >
                {t('sources.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {revoking && (
        <RevokeWriteKey source={source.id} writeKey={revoking} onClose={() => setRevoking(null)} />
      )}
    </Panel>
  );
}
