import { NativeSelect, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { replaceMatchingSettings } from '@/api/generated/operations';
import { faultsOf } from '@/components/form/faults';
import { Panel } from '@/components/page/Panel';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useMay, useWorkspace } from '@/workspace/here';
import { matchingQualityQuery, matchingQuery } from '../queries';
import { SaveBar } from '../SaveBar';
import type { MatchingSettings } from '../suggestions/contract';
import { useMatchWords } from '../suggestions/useMatchWords';
import { useVersionedForm } from '../useVersionedForm';
import { draftOf, type MatchingDraft, requestOf, shareOf } from './draft';
import classes from './matching.module.css';
import { measuredAt } from './quality';
import { useQualityWords } from './useQualityWords';

const FIELDS = /^\/(suggestFrom|mergeFrom|every)$/;
const OFTEN = ['never', 'day', 'week'] as const;

/** From when on pairs are suggested, from when on they become one by themselves, and how often it is looked. */
export function SettingsForm({ saved }: { saved: MatchingSettings }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const may = useMay('replaceMatchingSettings');
  const form = useVersionedForm<MatchingSettings, MatchingDraft>({
    saved,
    queryKey: matchingQuery(workspace).queryKey,
    draftOf,
    send: (draft, headers) =>
      replaceMatchingSettings(workspace, requestOf(draft), {
        headers,
      }) as Promise<MatchingSettings>,
    said: { title: t('matching.settings.saved'), message: t('matching.settings.fromNextLook') },
  });
  const { draft, change } = form;
  const faults = faultsOf(form.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.save();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Panel title={t('matching.settings.title')}>
          <fieldset disabled={!may.allowed} className={classes.fields}>
            <Stack gap="lg">
              {!may.allowed && may.needs && (
                <Text c="dimmed">
                  {t('matching.settings.readOnly', { role: t(`roles.${may.needs}`) })}
                </Text>
              )}
              <Threshold
                label={t('matching.settings.suggestFrom')}
                help={t('matching.settings.suggestFromHelp')}
                percent={draft.suggestPercent}
                least={50}
                most={99.9}
                error={faults['/suggestFrom']}
                onChange={(suggestPercent) => change({ suggestPercent })}
              />
              <Stack gap="sm">
                <Switch
                  label={t('matching.settings.merges')}
                  description={t('matching.settings.mergesHelp')}
                  checked={draft.merges}
                  onChange={({ currentTarget }) => change({ merges: currentTarget.checked })}
                />
                {draft.merges && (
                  <>
                    <Threshold
                      label={t('matching.settings.mergeFrom')}
                      percent={draft.mergePercent}
                      least={Number(draft.suggestPercent) || 50}
                      most={100}
                      error={faults['/mergeFrom']}
                      onChange={(mergePercent) => change({ mergePercent })}
                    />
                    <div className={classes.warning} role="note">
                      <IconAlertTriangle size={18} aria-hidden />
                      <div>{t('matching.settings.warning')}</div>
                    </div>
                  </>
                )}
              </Stack>
              <NativeSelect
                label={t('matching.settings.every')}
                maw={320}
                value={draft.every}
                data={OFTEN.map((value) => ({
                  value,
                  label: t(`matching.settings.often.${value}`),
                }))}
                error={faults['/every']}
                onChange={({ currentTarget }) =>
                  change({ every: currentTarget.value as MatchingDraft['every'] })
                }
              />
            </Stack>
          </fieldset>
        </Panel>
        {may.allowed && <SaveBar form={form} fields={FIELDS} label={t('matching.settings.save')} />}
      </Stack>
    </form>
  );
}

interface ThresholdProps {
  label: string;
  help?: string;
  percent: string | number;
  least: number;
  most: number;
  error: string | undefined;
  onChange: (percent: string | number) => void;
}

/** A probability, with what it is called and what checked pairs tell of it. */
function Threshold({ label, help, percent, least, most, error, onChange }: ThresholdProps) {
  const { t } = useTranslation();
  const words = useMatchWords();
  const formats = useFormats();
  const quality = useQualityWords();
  const { data } = useQuery(matchingQualityQuery(useWorkspace()));
  const share = shareOf(percent);
  const measured = data && data.run !== null ? measuredAt(data.thresholds, share) : null;
  return (
    <div>
      <NumberInput
        label={label}
        description={help}
        maw={320}
        min={least}
        max={most}
        step={1}
        decimalScale={2}
        suffix=" %"
        value={percent}
        error={error}
        onChange={onChange}
      />
      <Text fz="sm" c="dimmed" mt={6} role="status">
        {percent !== '' && `${words.likely(share)}.`}{' '}
        {measured &&
          `${t('matching.settings.measured', { threshold: formats.percent(measured.threshold) })} ${quality(measured)}`}
      </Text>
    </div>
  );
}
