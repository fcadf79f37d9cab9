import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DefinitionVersion } from '@/api/generated/model';
import { useTell } from '@/components/feedback/useTell';
import { Confirm } from '@/components/form/Confirm';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { DifferenceList } from './DifferenceList';
import { differences } from './differences';
import { allOf, restore, restoring } from './kinds';
import { NotRestored } from './NotRestored';
import type { Versioned } from './object';
import { WhoMoves } from './WhoMoves';

interface Props {
  object: Versioned;
  version: DefinitionVersion;
  active: DefinitionVersion;
}

/** Brings the settings of an earlier version back, after saying what changes. */
export function Restore({ object, version, active }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const workspace = useWorkspace();
  const client = useQueryClient();
  const tell = useTell();
  const { kind, id, fieldsOf, hold } = object;
  const may = useMay(restoring(kind)).allowed;
  const [asked, setAsked] = useState(false);
  const number = version.version;
  const ask = (opened: boolean) => {
    setAsked(opened);
    hold(opened);
  };
  const mutation = useMutation({
    mutationFn: () => restore(kind, workspace, id, number, active.version),
    onSuccess: () => {
      ask(false);
      tell({ message: t('history.restored', { name: version.name, version: number }) });
    },
    // After a refusal too: another user may have changed it.
    onSettled: () => client.invalidateQueries(allOf(kind, workspace)),
  });
  const changed = differences(fieldsOf(active), fieldsOf(version));
  if (!may) {
    return null;
  }
  if (changed.length === 0 && !asked) {
    return (
      <Text fz="sm" c="dimmed">
        {t('history.restoreSame')}
      </Text>
    );
  }
  const stays = kind === 'source' || kind === 'warehouse' || kind === 'destination';
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('history.restoreOf', { version: number })}
        onClick={() => {
          mutation.reset();
          ask(true);
        }}
      >
        {t('history.restore')}
      </Button>
      <Confirm
        opened={asked}
        onClose={() => ask(false)}
        title={t('history.restoreTitle', { version: number })}
        action={t('history.restore')}
        mutation={mutation}
        failed={(error) => <NotRestored error={error} version={number} />}
      >
        <Text>
          {t('history.restoreDetail', {
            name: active.name,
            version: number,
            fields: formats.list(changed.map(({ label }) => `“${label}”`)),
          })}
        </Text>
        {kind === 'audience' && changed.some((each) => each.id === 'rule') && (
          <WhoMoves audience={id} version={version} />
        )}
        <Text mt="xs">
          {stays && `${t(`history.restoreStays.${kind}`)} `}
          {t('history.restoreKeeps')}
        </Text>
        <DifferenceList differences={changed} before={t('history.now')} after={t('history.then')} />
      </Confirm>
    </>
  );
}
