import { Select, Stack } from '@mantine/core';
import { Panel } from '@/components/page/Panel';
import { Folded } from '@/components/text/Folded';
import { ObjectPromise } from '@/features/syncs/promise/ObjectPromise';
import { neverRepeats } from '@/features/syncs/promise/promiseFacts';
import { useTranslation } from '@/texts/useTranslation';
import type { Around } from './defaults';
import { withObject } from './defaults';
import { FromFields } from './FromFields';
import { ModeField } from './ModeField';
import { objectsFor } from './manifest';
import type { SyncDraft } from './syncDraft';
import type { Read } from './useAround';

interface Props {
  read: Read;
  around: Around | undefined;
  draft: SyncDraft;
  fixed: boolean;
  error: string | undefined;
  objectError: string | undefined;
  modeError: string | undefined;
  onFrom: (changed: Partial<SyncDraft>) => void;
  onChange: (draft: SyncDraft) => void;
}

/** What is sent, as what, and what the sync does with it. */
export function WhatSection({
  read,
  around,
  draft,
  fixed,
  error,
  objectError,
  modeError,
  onFrom,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const kind = draft.kind;
  const objects = around && kind ? objectsFor(around.manifest, kind) : [];
  const destination = read.destinations.find(({ id }) => id === draft.destination);
  const chosen = objects.find(({ name }) => name === draft.object);
  return (
    <Panel title={t('activation.what')}>
      <Stack gap="md" maw={560}>
        <FromFields read={read} draft={draft} fixed={fixed} error={error} onChange={onFrom} />
        {around && kind && (
          <Select
            label={t('activation.becomes')}
            description={chosen && t(`activation.kinds.${chosen.kind}`)}
            required
            disabled={fixed}
            allowDeselect={false}
            value={draft.object}
            error={objects.length === 0 ? t('activation.takesNone') : objectError}
            data={objects.map(({ name, label, kind }) => ({
              value: name,
              label: kind === 'membership' ? t('activation.listOnly') : label,
            }))}
            onChange={(name) => {
              const object = objects.find((each) => each.name === name);
              if (object) {
                onChange(withObject(draft, object, kind, around));
              }
            }}
          />
        )}
        {kind && chosen && (
          <ModeField
            kind={kind}
            object={chosen}
            mode={draft.mode}
            error={modeError}
            onChange={(mode) => onChange({ ...draft, mode })}
          />
        )}
        {around && destination && chosen && (
          <Folded title={t('promise.title')} open>
            <ObjectPromise
              connector={around.manifest}
              object={chosen}
              neverRepeats={neverRepeats(destination)}
            />
          </Folded>
        )}
      </Stack>
    </Panel>
  );
}
