import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Alert } from '@/api/generated/model';
import { Item } from '@/components/list/ItemList';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { UnsentChannels } from './UnsentChannels';

/** An open or resolved alert, with what still works, and where to fix it. */
export function AlertItem({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const over = alert.resolvedAt !== null;
  const begun = alert.since ?? alert.openedAt;
  return (
    <Item
      badge={
        <StateBadge state={over ? 'ok' : 'attention'}>
          {isStop(alert) ? t('alerts.stopped') : t(`alerts.kinds.${alert.kind}`)}
        </StateBadge>
      }
      title={alert.headline}
      detail={
        <>
          {!over && (
            <div>
              {t('alerts.works')} {alert.works}
            </div>
          )}
          <UnsentChannels
            unsent={alert.notSent}
            about={alert.kind === 'sync-failures' ? 'sync' : 'audience'}
          />
          {begun && (
            <div>
              {alert.resolvedAt === null ? (
                <>
                  {t('alerts.since')} <Time at={begun} exact clock="wall" />
                </>
              ) : (
                t('alerts.lasted', {
                  from: formats.moment(new Date(begun)),
                  to: formats.moment(new Date(alert.resolvedAt)),
                })
              )}
            </div>
          )}
        </>
      }
      action={!over && <FixLink alert={alert} />}
    />
  );
}

/** A stage or the clock that does not move. The object of a stage that moves and is late ends with `-late`. */
function isStop({ kind, object }: Alert): boolean {
  return kind === 'pipeline-stands' && !object.endsWith('-late');
}

/** The API says where to fix the problem. */
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
