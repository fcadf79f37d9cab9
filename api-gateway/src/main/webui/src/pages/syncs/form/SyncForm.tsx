import { Stack } from '@mantine/core';
import { useState } from 'react';
import type { Manifest, ObjectType, Sync } from '@/api/generated/model';
import type { SettingFieldProps } from '@/components/connectors/SettingField';
import { SettingFields } from '@/components/connectors/SettingFields';
import { Failure } from '@/components/feedback/Failure';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
import { NameFields } from '@/components/form/NameFields';
import { Columns } from '@/components/page/Columns';
import { Panel } from '@/components/page/Panel';
import { vendorFieldsOf, withVendorFields } from '@/features/syncs/vendorFields';
import { useTranslation } from '@/texts/useTranslation';
import { type Around, begun, knownTo, withFurtherMatches } from './defaults';
import { FieldsSection } from './FieldsSection';
import { FurtherMatches } from './FurtherMatches';
import { ListedSetting } from './ListedSetting';
import { MatchSection } from './MatchSection';
import { choicesOf, recordsOf, settingsFor } from './manifest';
import { Preview } from './Preview';
import { SaveSync } from './SaveSync';
import { furtherMatchesOf, gaps, keyOf, type SyncDraft, takesFields } from './syncDraft';
import type { Read } from './useAround';
import { useSyncForm } from './useSyncForm';
import { useVendorFields } from './useVendorFields';
import { WhatSection } from './WhatSection';
import { WhereSection } from './WhereSection';

const FIELDS =
  /^\/(destination|from|object|mode|match|furtherMatches|mapping|settings|name|key)(\/|$)/;

interface Props {
  read: Read;
  start: SyncDraft;
  stored?: Sync;
}

/** A sync's form beside what it would send: where to, what, found by what, which fields. */
export function SyncForm({ read, start, stored }: Props) {
  const { t } = useTranslation();
  const around = (destination: string | null): Around | undefined =>
    aroundOf(read, destination, stored);
  const named = (draft: SyncDraft) => {
    const what =
      draft.kind === 'profiles' || draft.kind === 'events'
        ? t(`activation.from.${draft.kind}`)
        : whatFlows(read, draft);
    const to = read.destinations.find(({ id }) => id === draft.destination)?.name;
    return what && to ? t('activation.defaultName', { what, to }) : draft.name;
  };
  const [first] = useState(() => {
    const found = around(start.destination);
    const next = stored || !found ? start : begun(start, found);
    return stored ? next : { ...next, name: named(next) };
  });
  const [ownName, setOwnName] = useState(stored !== undefined);
  const form = useSyncForm(first, stored);
  const { draft, error, missingShown: strict } = form;

  const here = around(draft.destination);
  const manifest = here?.manifest;
  const object = manifest?.objects.find(({ name }) => name === draft.object);
  const vendor = useVendorFields(draft, object);
  const faults = faultsOf(error);
  const absent = strict ? gaps(draft, manifest) : [];

  const set = (next: SyncDraft) => form.change(ownName ? next : { ...next, name: named(next) });
  /** What was chosen changes what most want from there on. */
  const restart = (changed: Partial<SyncDraft>) => {
    const next = { ...draft, ...changed };
    const found = around(next.destination);
    set(found ? begun(next, found) : next);
  };

  return (
    <Columns
      follow
      main={
        <Stack gap="md">
          <WhereSection
            read={read}
            draft={draft}
            fixed={stored !== undefined}
            error={
              absent.includes('destination') ? t('activation.chooseOne') : faults['/destination']
            }
            onChange={restart}
          />
          <WhatSection
            read={read}
            around={here}
            draft={draft}
            fixed={stored !== undefined}
            error={absent.includes('from') ? t('activation.chooseOne') : faultIn(faults, '/from')}
            objectError={faultIn(faults, '/object')}
            modeError={faultIn(faults, '/mode')}
            onFrom={restart}
            onChange={set}
          />
          {here && manifest && object && draft.kind && (
            <>
              {object.kind !== 'event' && (
                <MatchSection
                  records={recordsOf(manifest, object)}
                  kind={draft.kind}
                  known={knownTo(draft, here)}
                  match={draft.match}
                  error={
                    absent.includes('match')
                      ? t('activation.matchMissing')
                      : faultIn(faults, '/match')
                  }
                  onChange={(match) => set({ ...draft, match })}
                >
                  {takesFields(object, draft.mode) && (
                    <FurtherMatches
                      object={object}
                      match={draft.match.field}
                      chosen={furtherMatchesOf(draft, object)}
                      faults={faults}
                      onChange={(chosen) =>
                        set(
                          withFurtherMatches(
                            draft,
                            chosen,
                            object,
                            draft.kind ?? 'profiles',
                            knownTo(draft, here),
                          ),
                        )
                      }
                    />
                  )}
                </MatchSection>
              )}
              {takesFields(object, draft.mode) && (
                <FieldsSection
                  manifest={manifest}
                  object={withVendorFields(object, vendorFieldsOf(vendor.list))}
                  vendor={vendor}
                  kind={draft.kind}
                  known={knownTo(draft, here)}
                  draft={draft}
                  faults={faults}
                  missing={absent.includes('mapping')}
                  strict={strict}
                  onChange={(changed) => set({ ...draft, ...changed })}
                />
              )}
              <Panel title={t('activation.nameAndSettings')}>
                <Stack gap="md" maw={560}>
                  <SettingFields
                    declared={settingsFor(manifest, object, draft.kind)}
                    draft={draft.settings}
                    faults={faults}
                    strict={strict}
                    other={(field) => listed(manifest, object, draft.destination, field)}
                    onChange={(settings) => set({ ...draft, settings })}
                  />
                  <NameFields
                    name={draft.name}
                    nameHelp={t('activation.syncNameHelp')}
                    nameError={
                      absent.includes('name') ? t('sources.nameMissing') : faultIn(faults, '/name')
                    }
                    onName={(name) => {
                      setOwnName(true);
                      form.change({ name });
                    }}
                    {...(stored
                      ? {}
                      : {
                          ownKey: {
                            value: keyOf(draft),
                            error: absent.includes('key')
                              ? t('sources.keyMissing')
                              : faultIn(faults, '/key'),
                            onChange: (ownKey: string) => set({ ...draft, ownKey }),
                          },
                        })}
                  />
                </Stack>
              </Panel>
              {isElsewhere(error, (pointer) => FIELDS.test(pointer)) && <Failure error={error} />}
              <SaveSync
                stored={stored}
                form={form}
                incomplete={absent.length > 0}
                manifest={manifest}
              />
            </>
          )}
        </Stack>
      }
      side={
        <Preview draft={draft} manifest={manifest} {...(stored ? { stored } : {})} read={read} />
      }
    />
  );
}

function aroundOf(read: Read, destination: string | null, stored?: Sync): Around | undefined {
  const found = read.destinations.find(({ id }) => id === destination);
  const manifest = read.connectors.find(({ id }) => id === found?.connector);
  return (
    manifest && {
      manifest,
      syncs: read.syncs.filter(
        (sync) => sync.destination === destination && sync.id !== stored?.id,
      ),
      traits: read.traits,
      audiences: read.audiences,
      models: read.models,
    }
  );
}

function whatFlows({ audiences, models }: Read, draft: SyncDraft): string | undefined {
  switch (draft.kind) {
    case 'audience':
      return audiences.find(({ id }) => id === draft.audience)?.name;
    case 'model':
      return models.find(({ id }) => id === draft.model)?.name;
    default:
      return undefined;
  }
}

/** The field of a setting whose values the vendor lists; null for another setting. */
function listed(
  manifest: Manifest,
  object: ObjectType,
  destination: string | null,
  { setting, value, error, onChange }: SettingFieldProps,
) {
  const found = choicesOf(manifest, object, setting.name);
  return destination === null || found === null ? null : (
    <ListedSetting
      setting={setting}
      asked={{ destination, object: found.object, setting: setting.name }}
      needs={found.choices.needs}
      vendor={manifest.name}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
