import { useTranslation } from '@/texts/useTranslation';
import classes from '../controls/controls.module.css';
import type { Test } from '../rule/model';

interface Props {
  test: Test;
  onChange: (test: Test) => void;
}

/** Whether a text has to have the same upper and lower case. */
export function CaseSwitch({ test: { ignoreCase, ...test }, onChange }: Props) {
  const { t } = useTranslation();
  const which = ignoreCase ? 'any' : 'same';
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-label={t(`builder.textCase.${which}Detail`)}
      title={t(`builder.textCase.${which}Detail`)}
      data-control="case"
      onClick={() => onChange(ignoreCase ? test : { ...test, ignoreCase: true })}
    >
      {t(`builder.textCase.${which}`)}
    </button>
  );
}
