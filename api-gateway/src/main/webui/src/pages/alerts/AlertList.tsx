import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Alert } from '@/api/generated/model';
import { Item, ItemList, ItemNote } from '@/components/list/ItemList';
import { StateBadge } from '@/components/StateBadge';
import { Time } from '@/components/text/Time';
import { useFormats } from '@/components/text/useFormats';
import { UnsentChannels } from '@/features/alerts/UnsentChannels';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';

export function AlertList({ alerts, empty }: { alerts: readonly Alert[]; empty: string }) {
  return alerts.length === 0 ? (
    <ItemNote>{empty}</ItemNote>
  ) : (
    <ItemList>
      {alerts.map((alert) => (
        <AlertItem key={alert.id} alert={alert} />
      ))}
    </ItemList>
  );
}

function AlertItem({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const over = alert.resolvedAt !== null;
  const begun = alert.since ?? alert.openedAt;
  return (
    <Item
      badge={
        <StateBadge state={over ? 'ok' : 'attention'}>{t(`alerts.kinds.${alert.kind}`)}</StateBadge>
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
