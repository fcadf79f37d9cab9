import { Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { Failure } from '@/components/feedback/Failure';
import { Confirm } from '@/components/form/Confirm';
import { useTranslation } from '@/texts/useTranslation';
import { useMay } from '@/workspace/here';
import { draftOf } from '../draft';
import type { Trial, TrialReport } from '../trialContract';
import type { OfForm } from './ofForm';
import { RebuildNow } from './RebuildNow';
import { says } from './says';
import classes from './trial.module.css';
import { useApply } from './useApply';
import { useTry } from './useTry';
import { WhatHappens } from './WhatHappens';

interface Props extends OfForm {
  trial: Trial;
  report: TrialReport;
}

/** Lets the tried rules hold, for those who may; where others hold by now, tries them against these. */
export function Apply({ trial, report, saved, form }: Props) {
  const { t } = useTranslation();
  const may = useMay('applyRulesTrial');
  const [asking, setAsking] = useState(false);
  const apply = useApply(trial, () => {
    setAsking(false);
    if (says(form.draft, trial.rules)) {
      form.discard();
    }
  });
  if (says(draftOf(saved), trial.rules)) {
    return trial.basedOn === saved.version && may.allowed ? (
      <div>
        <RebuildNow trial={trial} report={report} />
      </div>
    ) : (
      <Text>{t('trial.changed.hold')}</Text>
    );
  }
  if (trial.basedOn !== saved.version) {
    return <Changed trial={trial} now={saved.version} />;
  }
  if (!may.allowed) {
    return (
      may.needs && (
        <Text c="dimmed">{t('trial.apply.needs', { role: t(`roles.${may.needs}`) })}</Text>
      )
    );
  }
  return (
    <div>
      <Button onClick={() => setAsking(true)}>{t('trial.apply.do')}</Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('trial.apply.title')}
        action={t('trial.apply.act')}
        mutation={apply}
      >
        <WhatHappens applies trial={trial} report={report} />
      </Confirm>
    </div>
  );
}

/** A user changed the rules after the dry run began, so it no longer says what applying it would do. */
function Changed({ trial, now }: { trial: Trial; now: number }) {
  const { t } = useTranslation();
  const may = useMay('startRulesTrial').allowed;
  const again = useTry();
  const { version: _, ...tried } = trial.rules;
  return (
    <Stack gap="sm">
      <div className={classes.note} role="alert">
        <IconAlertTriangle size={16} aria-hidden />
        <div>
          <strong>{t('trial.changed.title')}</strong>
          <div>{t('trial.changed.detail', { tried: trial.basedOn, now })}</div>
        </div>
      </div>
      {again.error && <Failure error={again.error} />}
      {may && (
        <div>
          <Button loading={again.isPending} onClick={() => again.mutate(tried)}>
            {t('trial.tryAgain')}
          </Button>
        </div>
      )}
    </Stack>
  );
}
