import { Button, Skeleton } from '@mantine/core';
import { Failure } from '@/components/feedback/Failure';
import { Panel } from '@/components/page/Panel';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { usePeople } from '@/components/text/usePeople';
import { useTranslation } from '@/texts/useTranslation';
import classes from './preview.module.css';
import type { usePreview } from './usePreview';

interface Props {
  preview: ReturnType<typeof usePreview>;
  /** How many conditions are not counted because they are not finished. */
  open: number;
  warnings: readonly string[];
  /** Whether the rule is the saved rule of an audience. */
  inForce: boolean;
}

/** How many people the rule means right now. */
export function CountPanel({
  preview: { counted, counting, error, again },
  open,
  warnings,
  inForce,
}: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { number } = usePeople();
  const approximate = counted?.preview.approximate;
  return (
    <Panel>
      <div className={classes.label}>{t(inForce ? 'builder.inItNow' : 'builder.withThisRule')}</div>
      {counted === null && counting && (
        <div aria-busy>
          <Skeleton height={40} width="60%" />
          <div className={classes.about}>{t('builder.counting')}</div>
        </div>
      )}
      {counted === null && !counting && <p className={classes.none}>{t('builder.nobodyYet')}</p>}
      {counted !== null && (
        <>
          <div className={classes.count} data-counting={counting}>
            <strong>{number(counted.preview.count, approximate)}</strong>{' '}
            {t('builder.peopleWord', { count: approximate ? 2 : counted.preview.count })}
          </div>
          <div className={classes.about}>
            {counting ? (
              t('builder.counting')
            ) : (
              <>
                {!approximate && `${t('builder.exact')} · `}
                <Time at={counted.preview.asOf} clock="business" />
              </>
            )}
            {counted.preview.people > 0 &&
              !approximate &&
              ` · ${t('builder.ofEveryone', {
                share: formats.percent(counted.preview.count / counted.preview.people),
              })}`}
          </div>
        </>
      )}
      {approximate && <p className={classes.said}>{t('approximate.why')}</p>}
      {open > 0 && <p className={classes.said}>{t('builder.open', { count: open })}</p>}
      {warnings.map((warning) => (
        <p key={warning} className={classes.warning}>
          {warning}
        </p>
      ))}
      {error && <Failure error={error} again={again} />}
      {!error && counted !== null && !counting && (
        <Button variant="subtle" size="compact-xs" className={classes.again} onClick={again}>
          {t('builder.countAgain')}
        </Button>
      )}
    </Panel>
  );
}
