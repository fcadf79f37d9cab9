import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Panel } from '@/components/page/Panel';
import { useTranslation } from '@/texts/useTranslation';
import classes from './FirstSteps.module.css';
import { FIRST_STEPS, type FirstStep } from './firstSteps';
import { StepActions } from './StepActions';

interface Props {
  done: Record<FirstStep, boolean | undefined>;
}

/** From the first source to the first delivery; each step is noticed as done by itself. */
export function FirstSteps({ done }: Props) {
  const { t } = useTranslation();
  const next = FIRST_STEPS.find((step) => done[step] === false);
  return (
    <Panel title={t('firstSteps.title')} flush>
      <ol className={classes.steps}>
        {FIRST_STEPS.map((step) => {
          const Icon = done[step] ? IconCircleCheck : IconCircleDashed;
          return (
            <li key={step} className={classes.step} data-done={done[step] ?? false}>
              <Icon size={20} aria-hidden className={classes.icon} />
              <div className={classes.words}>
                <strong>{t(`firstSteps.${step}.title`)}</strong>
                <span className="sr-only">
                  {t(done[step] ? 'firstSteps.done' : 'firstSteps.open')}
                </span>
                <div className={classes.detail}>
                  {done[step] === undefined ? t('home.notKnown') : t(`firstSteps.${step}.detail`)}
                </div>
              </div>
              {step === next && <StepActions step={step} />}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
