import { Button, Group, Stack, TagsInput } from '@mantine/core';
import { type MutationStatus, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Destination, Manifest } from '@/api/generated/model';
import { destinationsQuery } from '@/api/queries';
import { SettingFields } from '@/components/connectors/SettingFields';
import { Failure } from '@/components/feedback/Failure';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
import { NameFields } from '@/components/form/NameFields';
import { useLeaveGuard } from '@/components/form/useLeaveGuard';
import { Panel } from '@/components/page/Panel';
import { useWorkspace } from '@/workspace/here';
import {
  type DestinationDraft,
  destinationDraft,
  isComplete,
  isElsewhereNow,
  keyOf,
} from './destinationDraft';
import { FurtherSettings } from './FurtherSettings';

interface Props {
  manifest: Manifest;
  stored?: Destination;
  save: {
    isPending: boolean;
    status: MutationStatus;
    error: unknown;
    mutate: (draft: DestinationDraft) => void;
  };
  action: string;
  /** What else can be done with what stands in the form. */
  beside?: (complete: () => DestinationDraft | null) => ReactNode;
  /** Whatever was said before no longer belongs to what stands in the form. */
  onChanged: () => void;
}

const FIELDS = /^\/(name|key|purposes|baseUrl|rateLimit|settings)(\/|$)/;

/** A destination's form: what the connector asks for, and what its data may be used for. */
export function DestinationForm({ manifest, stored, save, action, beside, onChanged }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => destinationDraft(manifest, stored));
  const [touched, setTouched] = useState(false);
  const [strict, setStrict] = useState(false);
  const others = useQuery(destinationsQuery(useWorkspace())).data?.data ?? [];
  useLeaveGuard(touched, save.status);

  const faults = faultsOf(save.error);
  const change = (changed: Partial<typeof draft>) => {
    setDraft({ ...draft, ...changed });
    setTouched(true);
    onChanged();
  };
  const complete = () => {
    setStrict(true);
    return isComplete(manifest, draft, stored) ? draft : null;
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const completed = complete();
    if (completed) {
      save.mutate(completed);
    } else {
      const form = event.currentTarget;
      requestAnimationFrame(() =>
        form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      );
    }
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Panel>
          <Stack gap="md" maw={560}>
            <NameFields
              name={draft.name}
              nameHelp={t('activation.destinationNameHelp')}
              nameError={
                strict && draft.name.trim() === ''
                  ? t('sources.nameMissing')
                  : faultIn(faults, '/name')
              }
              onName={(name) => change({ name })}
              {...(stored
                ? {}
                : {
                    ownKey: {
                      value: keyOf(draft),
                      error:
                        strict && keyOf(draft) === ''
                          ? t('sources.keyMissing')
                          : faultIn(faults, '/key'),
                      onChange: (ownKey: string) => change({ ownKey }),
                    },
                  })}
            />
            <SettingFields
              declared={manifest.settings}
              draft={draft.settings}
              stored={stored?.settings ?? {}}
              moved={isElsewhereNow(manifest, draft, stored)}
              faults={faults}
              strict={strict}
              onChange={(settings) => change({ settings })}
            />
            <TagsInput
              name="purposes"
              label={t('destinations.purposes')}
              description={t('activation.purposesHelp')}
              required
              comboboxProps={{ withinPortal: false }}
              data={[...new Set(others.flatMap(({ purposes }) => purposes))]}
              value={draft.purposes}
              acceptValueOnBlur
              error={
                strict && draft.purposes.length === 0
                  ? t('activation.purposesMissing')
                  : faultIn(faults, '/purposes')
              }
              onChange={(purposes) => change({ purposes })}
            />
            <FurtherSettings manifest={manifest} draft={draft} faults={faults} onChange={change} />
          </Stack>
        </Panel>
        {isElsewhere(save.error, (pointer) => FIELDS.test(pointer)) && (
          <Failure error={save.error} />
        )}
        {beside?.(complete)}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
