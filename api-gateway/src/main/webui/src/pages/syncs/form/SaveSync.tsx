import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Manifest, Sync } from '@/api/generated/model';
import { planNewSync, planSync } from '@/api/generated/operations';
import { Confirm } from '@/components/form/Confirm';
import { useDestinationNames } from '@/components/objects/useNames';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { NewSyncCounts } from './NewSyncCounts';
import { PlanBeforeStart } from './PlanBeforeStart';
import { gaps, requiredWithoutValue, type SyncDraft, syncRequest } from './syncDraft';
import type { useSyncForm } from './useSyncForm';

interface Props {
  stored: Sync | undefined;
  form: ReturnType<typeof useSyncForm>;
  incomplete: boolean;
  manifest: Manifest;
}

/**
 * Saves; a new sync begins to send, or waits until a user turns it on. Before it begins to delete, and
 * before it is saved without required fields, the user is asked.
 */
export function SaveSync({ stored, form, incomplete, manifest }: Props) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { draft, saving } = form;
  const destinationName = useDestinationNames();
  const formats = useFormats();
  const [asked, setAsked] = useState(false);
  const [planned, setPlanned] = useState(false);
  /** Whether the sync that lacks required fields is saved paused; null while nobody has asked for it. */
  const [lacking, setLacking] = useState<boolean | null>(null);
  const object = manifest.objects.find(({ name }) => name === draft.object);
  const without = requiredWithoutValue(draft, object);
  const asksRequired = without.some(({ name }) => !lackedBefore(stored, name));
  const to = destinationName(draft.destination ?? '');
  const begins = draft.mode === 'delete' && stored?.mode !== 'delete' && stored?.state !== 'paused';
  const save = (paused: boolean) =>
    form.save({ request: syncRequest(draft, manifest, stored), paused });
  const request = planned ? syncRequest(draft, manifest, stored) : null;
  const whenComplete = (next: () => void) => {
    form.showMissing();
    if (gaps(draft, manifest).length === 0) {
      next();
    } else {
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus(),
      );
    }
  };
  const go = (paused: boolean) =>
    whenComplete(() => {
      if (begins && !paused) {
        setAsked(true);
      } else if (asksRequired) {
        setLacking(paused);
      } else {
        save(paused);
      }
    });
  const requiredWords = t(
    object?.kind === 'event' ? 'activation.requiredOfEvents' : 'activation.requiredMissing',
    {
      count: without.length,
      fields: formats.list(without.map(({ label }) => label)),
    },
  );
  const warnings = [
    ...(asksRequired ? [requiredWords] : []),
    ...(stored?.state === 'paused' ? [t('plan.paused')] : []),
  ];
  return (
    <div>
      {!stored && <NewSyncCounts draft={draft} manifest={manifest} />}
      <Group gap="sm" mt="md">
        <Button loading={saving} onClick={() => go(false)}>
          {t(stored ? 'activation.save' : 'activation.createOn')}
        </Button>
        {!stored && (
          <Button variant="default" disabled={saving} onClick={() => go(true)}>
            {t('activation.createPaused')}
          </Button>
        )}
        <Button
          variant="default"
          disabled={saving}
          onClick={() =>
            whenComplete(() => {
              form.clearError();
              setPlanned(true);
            })
          }
        >
          {t('plan.open')}
        </Button>
      </Group>
      <Text mt="xs" fz="sm" c={incomplete ? 'var(--failing)' : 'dimmed'} role="status">
        {incomplete ? t('activation.incomplete') : t(detailOf(draft, stored))}
      </Text>
      {request && (
        <PlanBeforeStart
          name={draft.name.trim()}
          about={[stored?.id ?? null, request]}
          plan={(signal) =>
            stored
              ? planSync(workspace, stored.id, request, { signal })
              : planNewSync(workspace, request, { signal })
          }
          kind={draft.kind}
          mode={draft.mode}
          to={to}
          object={object}
          action={t(stored ? 'plan.apply' : 'plan.start')}
          actionWithoutPlan={t(stored ? 'plan.applyWithoutPlan' : 'plan.startWithoutPlan')}
          deletes={begins ? draft.name.trim() : undefined}
          repeatable={!stored}
          warnings={warnings}
          starting={saving}
          refused={form.error}
          onStart={(plan) => form.save({ request, paused: false, plan })}
          onClose={() => {
            setPlanned(false);
            form.clearError();
          }}
        />
      )}
      <Confirm
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('activation.confirmDeletesTitle', { name: to })}
        action={t(stored ? 'activation.save' : 'activation.createOn')}
        name={draft.name.trim()}
        danger
        mutation={{
          // A refusal is shown at its field, which the dialog would cover.
          mutate: () => {
            setAsked(false);
            save(false);
          },
          isPending: saving,
          error: null,
        }}
      >
        {t('activation.confirmDeletes', { name: to })}
      </Confirm>
      <Confirm
        opened={lacking !== null}
        onClose={() => setLacking(null)}
        title={t('activation.confirmRequiredTitle', { count: without.length })}
        action={t('activation.saveWithoutRequired', { count: without.length })}
        danger
        mutation={{
          mutate: () => {
            setLacking(null);
            save(lacking === true);
          },
          isPending: saving,
          error: null,
        }}
      >
        {requiredWords}
      </Confirm>
    </div>
  );
}

/** Whether the stored sync has no value for the field either, so that the user was asked already. */
function lackedBefore(stored: Sync | undefined, field: string): boolean {
  return (
    stored !== undefined &&
    stored.mapping.length > 0 &&
    stored.match?.field !== field &&
    stored.mapping.every((each) => each.field !== field)
  );
}

/** What happens after it is saved. */
function detailOf({ mode, kind }: SyncDraft, stored: Sync | undefined) {
  if (mode === 'delete') {
    return stored ? 'activation.saveDetailThatDeletes' : 'activation.createDetailThatDeletes';
  }
  if (stored) {
    return 'activation.saveDetail';
  }
  return kind === 'events' ? 'activation.createDetailOfEvents' : 'activation.createDetail';
}
