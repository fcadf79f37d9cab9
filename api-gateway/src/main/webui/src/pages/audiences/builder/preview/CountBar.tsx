import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import classes from '../Builder.module.css';
import type { usePreview } from './usePreview';

/** The count where the panel that says it is out of sight: at the foot of a narrow window. */
export function CountBar({
  preview: { counted, counting },
  inForce,
}: {
  preview: ReturnType<typeof usePreview>;
  /** Whether the rule is the saved rule of an audience. */
  inForce: boolean;
}) {
  const { t } = useTranslation();
  const { people } = usePeople();
  return (
    <div className={classes.bar}>
      <strong>
        {counted === null
          ? t('builder.nobodyYet')
          : people(counted.preview.count, counted.preview.approximate)}
      </strong>
      <span>
        {counting
          ? t('builder.counting')
          : counted && t(inForce ? 'builder.inItNowShort' : 'builder.withThisRuleShort')}
      </span>
    </div>
  );
}
