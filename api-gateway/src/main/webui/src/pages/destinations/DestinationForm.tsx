import { Button, Group, Stack, TagsInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Destination, Manifest } from '@/api/generated/model';
import { SettingFields } from '@/components/connectors/SettingFields';
import { Failure } from '@/components/feedback/Failure';
import { faultIn, faultsOf, isElsewhere } from '@/components/form/faults';
import { NameFields } from '@/components/form/NameFields';
import { useForm } from '@/components/form/useForm';
import { Panel } from '@/components/page/Panel';
import { PurposeWarnings } from '@/features/purposes/PurposeWarnings';
import { usePurposes } from '@/features/purposes/usePurposes';
import { useTranslation } from '@/texts/useTranslation';
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
  /** @param attempt an idempotency key */
  send: (draft: DestinationDraft, attempt: string) => Promise<Destination>;
  onSaved: (saved: Destination) => void;
  action: string;
  /** What else can be done with what stands in the form. */
  beside?: (complete: () => DestinationDraft | null) => ReactNode;
  /** Whatever was said before no longer belongs to what stands in the form. */
  onChanged?: () => void;
}

const FIELDS = /^\/(name|key|purposes|baseUrl|rateLimit|settings)(\/|$)/;

/** A destination's form: what the connector asks for, and what its data may be used for. */
export function DestinationForm({
  manifest,
  stored,
  send,
  onSaved,
  action,
  beside,
  onChanged,
}: Props) {
  const { t } = useTranslation();
  const [start] = useState(() => destinationDraft(manifest, stored));
  const form = useForm<DestinationDraft, Destination>({
    start,
    send: (draft, _, attempt) => send(draft, attempt),
    onSaved,
  });
  const { draft, error, missingShown: strict } = form;
  const purposes = usePurposes();

  const faults = faultsOf(error);
  const change = (changed: Partial<DestinationDraft>) => {
    form.change(changed);
    onChanged?.();
  };
  const complete = () => {
    form.showMissing();
    return isComplete(manifest, draft, stored) ? draft : null;
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (complete()) {
      form.save();
    } else {
      const element = event.currentTarget;
      requestAnimationFrame(() =>
        element.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
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
              data={purposes}
              value={draft.purposes}
              acceptValueOnBlur
              error={
                strict && draft.purposes.length === 0
                  ? t('activation.purposesMissing')
                  : faultIn(faults, '/purposes')
              }
              onChange={(chosen) => change({ purposes: chosen })}
            />
            <PurposeWarnings
              purposes={draft.purposes}
              onReplace={(purpose, by) =>
                change({
                  purposes: draft.purposes.map((each) => (each === purpose ? by : each)),
                })
              }
            />
            <FurtherSettings manifest={manifest} draft={draft} faults={faults} onChange={change} />
          </Stack>
        </Panel>
        {isElsewhere(error, (pointer) => FIELDS.test(pointer)) && <Failure error={error} />}
        {beside?.(complete)}
        <Group>
          <Button type="submit" loading={form.saving}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
