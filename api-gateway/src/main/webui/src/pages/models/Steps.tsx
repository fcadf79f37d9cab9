import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import classes from './Steps.module.css';

interface Props {
  steps: readonly { id: string; label: string }[];
  current: number;
  /** Goes back to a step that is done. */
  onGo: (step: number) => void;
}

/** Where one is on the way, and back. */
export function Steps({ steps, current, onGo }: Props) {
  const { t } = useTranslation();
  return (
    <ol className={classes.steps} aria-label={t('models.steps.label')}>
      {steps.map(({ id, label }, index) => (
        <li key={id} aria-current={index === current ? 'step' : undefined}>
          <button type="button" disabled={index >= current} onClick={() => onGo(index)}>
            <span className={classes.number} aria-hidden>
              {index < current ? <IconCheck size={14} /> : index + 1}
            </span>
            <span className={classes.label}>{label}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
