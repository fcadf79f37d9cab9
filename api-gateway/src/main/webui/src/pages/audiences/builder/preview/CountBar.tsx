import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import classes from '../Builder.module.css';
import type { usePreview } from './usePreview';

/** The count where the panel that says it is out of sight: at the foot of a narrow window. */
export function CountBar({
  preview: { counted, counting },
}: {
  preview: ReturnType<typeof usePreview>;
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
      <span>{t(counting ? 'builder.counting' : 'builder.inItNowShort')}</span>
    </div>
  );
}
