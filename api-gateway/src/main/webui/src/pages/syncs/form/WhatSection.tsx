import { Radio, Select, Stack } from '@mantine/core';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import type { Around } from './defaults';
import { withObject } from './defaults';
import { FromFields } from './FromFields';
import { mayMirror, objectsFor } from './manifest';
import type { SyncDraft } from './syncDraft';
import type { Read } from './useAround';

interface Props {
  read: Read;
  around: Around | undefined;
  draft: SyncDraft;
  fixed: boolean;
  error: string | undefined;
  objectError: string | undefined;
  onFrom: (changed: Partial<SyncDraft>) => void;
  onChange: (draft: SyncDraft) => void;
}

/** What is sent, as what, and what happens to records of people who leave. */
export function WhatSection({
  read,
  around,
  draft,
  fixed,
  error,
  objectError,
  onFrom,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const kind = draft.kind;
  const objects = around && kind ? objectsFor(around.manifest, kind) : [];
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
        {kind && mayMirror(kind) && chosen && (
          <Radio.Group
            label={t('activation.leaving')}
            value={draft.mode}
            onChange={(mode) => onChange({ ...draft, mode: mode as SyncDraft['mode'] })}
          >
            <Stack gap={6} mt={6}>
              <Radio
                value="mirror"
                label={t(
                  `activation.removals.${
                    kind === 'audience' && chosen.memberships ? 'leaves-list' : chosen.removal
                  }`,
                )}
              />
              <Radio value="upsert" label={t('activation.keeps')} />
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </Panel>
  );
}
