import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import { draftOf } from '../draft';
import type { Trial, TrialReport } from '../trialContract';
import { Apply } from './Apply';
import type { OfForm } from './ofForm';
import { says } from './says';
import classes from './trial.module.css';
import { useTrialWords } from './useTrialWords';

interface Props extends OfForm {
  trial: Trial;
  report: TrialReport;
}

/** Who would be whom, what has to be known beside it, and what can be done with it. */
export function Outcome({ trial, report, saved, form }: Props) {
  const words = useTrialWords();
  const incomplete = words.incomplete(report);
  return (
    <>
      <p className={classes.sentence}>{words.people(report)}</p>
      {incomplete && (
        <div className={classes.note}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{incomplete}</span>
        </div>
      )}
      {[...words.notes(report), ...words.events(report)].map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      <Text c="dimmed">{words.history(report)}</Text>
      <Differs rules={trial.rules} form={form} />
      <Apply trial={trial} report={report} saved={saved} form={form} />
    </>
  );
}

/** The table may have been changed since: what was tried can be put back, unless that would take away what is typed. */
function Differs({ rules, form }: Pick<Trial, 'rules'> & Pick<OfForm, 'form'>) {
  const { t } = useTranslation();
  if (says(form.draft, rules)) {
    return null;
  }
  return (
    <Text>
      {t('trial.differs.said')}{' '}
      {!form.typed && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            form.change(draftOf(rules));
            window.scrollTo({ top: 0 });
          }}
        >
          {t('trial.differs.show')}
        </Button>
      )}
    </Text>
  );
}
