import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Alert } from '@/api/generated/model';
import { useWorkspace } from '@/app/workspace/here';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import classes from './AlertList.module.css';

export function AlertList({ alerts, empty }: { alerts: readonly Alert[]; empty: string }) {
  return alerts.length === 0 ? (
    <p className={classes.nothing}>{empty}</p>
  ) : (
    <ul className={classes.alerts}>
      {alerts.map((alert) => (
        <li key={alert.id} className={classes.alert}>
          <AlertItem alert={alert} />
        </li>
      ))}
    </ul>
  );
}

function AlertItem({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const over = alert.resolvedAt !== null;
  return (
    <>
      <div>
        <StateBadge state={over ? 'ok' : 'attention'}>{t(`alerts.kinds.${alert.kind}`)}</StateBadge>
      </div>
      <div className={classes.words}>
        <strong>{alert.headline}</strong>
        {!over && (
          <div className={classes.detail}>
            {t('alerts.works')} {alert.works}
          </div>
        )}
        {alert.openedAt && (
          <div className={classes.detail}>
            {alert.resolvedAt === null ? (
              <>
                {t('alerts.since')} <Time at={alert.openedAt} exact clock="wall" />
              </>
            ) : (
              t('alerts.lasted', {
                from: formats.moment(new Date(alert.openedAt)),
                to: formats.moment(new Date(alert.resolvedAt)),
              })
            )}
          </div>
        )}
      </div>
      {!over && <FixLink alert={alert} />}
    </>
  );
}

/** The API says where to mend it. */
function FixLink({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const href = `/w/${useWorkspace()}${alert.path}`;
  return (
    <Button
      component="a"
      variant="default"
      href={href}
      aria-label={`${t('alerts.fix')}: ${alert.name}`}
      onClick={(event) => {
        if (!event.metaKey && !event.ctrlKey && !event.shiftKey) {
          event.preventDefault();
          void navigate({ href });
        }
      }}
    >
      {t('alerts.fix')}
    </Button>
  );
}
