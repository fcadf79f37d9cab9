import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay, useWorkspace } from '@/app/workspace/here';
import { ButtonLink } from '@/components/links';
import { Panel } from '@/components/page/Panel';
import classes from './FirstSteps.module.css';
import { FIRST_STEPS, type FirstStep } from './firstSteps';

const LEADS_TO = {
  source: '/w/$workspace/sources',
  event: '/w/$workspace/sources',
  audience: '/w/$workspace/audiences',
  destination: '/w/$workspace/destinations',
  sync: '/w/$workspace/syncs',
  delivery: '/w/$workspace/syncs',
} as const satisfies Record<FirstStep, string>;

/** From the first source to the first delivery; each step is noticed as done by itself. */
export function FirstSteps({ done }: { done: ReadonlySet<FirstStep> }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const mayCreateSource = useMay('createSource').allowed;
  const next = FIRST_STEPS.find((step) => !done.has(step));
  return (
    <Panel title={t('firstSteps.title')} flush>
      <ol className={classes.steps}>
        {FIRST_STEPS.map((step) => {
          const Icon = done.has(step) ? IconCircleCheck : IconCircleDashed;
          return (
            <li key={step} className={classes.step} data-done={done.has(step)}>
              <Icon size={20} aria-hidden className={classes.icon} />
              <div className={classes.words}>
                <strong>{t(`firstSteps.${step}.title`)}</strong>
                <span className="sr-only">
                  {t(done.has(step) ? 'firstSteps.done' : 'firstSteps.open')}
                </span>
                <div className={classes.detail}>{t(`firstSteps.${step}.detail`)}</div>
              </div>
              {step === next && (
                <ButtonLink
                  to={
                    step === 'source' && mayCreateSource
                      ? '/w/$workspace/sources/new'
                      : LEADS_TO[step]
                  }
                  params={{ workspace }}
                >
                  {t(`firstSteps.${step}.action`)}
                </ButtonLink>
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
