import { useTranslation } from '@/texts/useTranslation';
import { type Fault, MOST_PAIRS } from './labels';
import classes from './matching.module.css';

const SHOWN = 5;

/** Why a file cannot be used, line by line. */
export function LabelFaults({ faults }: { faults: readonly Fault[] }) {
  const { t } = useTranslation();
  const words = (fault: Fault) => {
    switch (fault.fault) {
      case 'empty':
      case 'quote':
        return t(`matching.upload.faults.${fault.fault}`);
      case 'header':
        return t('matching.upload.faults.header', { missing: fault.missing.join(', ') });
      case 'many':
        return t('matching.upload.faults.many', { count: fault.count, most: MOST_PAIRS });
      case 'value':
        return t('matching.upload.faults.value', { line: fault.line, column: fault.column });
      case 'same':
        return t('matching.upload.faults.same', { line: fault.line, value: fault.value });
    }
  };
  const more = faults.length - SHOWN;
  return (
    <div role="alert" className={classes.error}>
      <strong>{t('matching.upload.faults.title')}</strong>
      <ul className={classes.faults}>
        {faults.slice(0, SHOWN).map((fault) => (
          <li key={words(fault)}>{words(fault)}</li>
        ))}
        {more > 0 && <li>{t('matching.upload.faults.more', { count: more })}</li>}
      </ul>
    </div>
  );
}
