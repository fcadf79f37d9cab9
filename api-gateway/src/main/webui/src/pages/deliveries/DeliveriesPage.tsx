import { useSearch } from '@tanstack/react-router';
import { Causes } from '@/components/deliveries/Causes';
import { Page } from '@/components/page/Page';
import { DeliveriesTable } from '@/features/deliveries/DeliveriesTable';
import { useTranslation } from '@/texts/useTranslation';
import classes from './DeliveriesPage.module.css';
import { Explained } from './Explained';
import { LogFilters } from './LogFilters';

/** Everything that was sent and waits, with what stands still grouped by its cause. */
export function DeliveriesPage() {
  const { t } = useTranslation();
  const { state, destination, sync, person, cause, field } = useSearch({
    from: '/w/$workspace/deliveries',
  });
  const given = Object.fromEntries(
    Object.entries({ destination, sync, cause, field, profile: person }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  return (
    <Page title={t('nav.deliveries')} lead={t('activation.logLead')}>
      <div className={classes.parts}>
        {person === undefined && (
          <Causes of={{ ...(destination ? { destination } : {}), ...(sync ? { sync } : {}) }} />
        )}
        <div>
          <Explained state={state} />
          <DeliveriesTable of={given} filters={<LogFilters />} />
        </div>
      </div>
    </Page>
  );
}
