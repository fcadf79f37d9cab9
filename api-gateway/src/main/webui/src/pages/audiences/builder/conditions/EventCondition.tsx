import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { humanEvent } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { Choice } from '../controls/Choice';
import { change } from '../rule/edit';
import { type EventNode, eventOf, type GroupNode } from '../rule/model';
import { addOnce, includesNever, saysOnce } from '../rule/never';
import classes from './conditions.module.css';
import { EventCount } from './EventCount';
import { EventWindow } from './EventWindow';
import { SubjectChip } from './SubjectChip';

/** What people did, or did not: "have done Order Completed at least 2 times in the last 30 days". */
export function EventCondition({ node, group }: { node: EventNode; group: GroupNode }) {
  const { t } = useTranslation();
  const { root, edit, focusOn } = useBuilder();
  const { call, event } = eventOf(node);
  const never = node.did === false;
  const once = addOnce(node.id);
  const set = (by: (before: EventNode) => EventNode, field: string) =>
    edit(change<EventNode>(node.id, by), `${node.id} ${field}`);
  return (
    <>
      <Choice
        label={t('builder.did')}
        control="operator"
        value={never ? 'not' : 'did'}
        options={[
          { value: 'did', label: t(`builder.have.${call}`) },
          { value: 'not', label: t(`builder.haveNot.${call}`) },
        ]}
        onChange={(chosen) =>
          set(
            ({ did, count, ...before }) => (chosen === 'did' ? before : { ...before, did: false }),
            'did',
          )
        }
      />
      <SubjectChip node={node} title={event ?? undefined}>
        {event === null ? t(`builder.any.${call}`) : humanEvent(event)}
      </SubjectChip>
      {!never && (
        <EventCount
          count={node.count}
          onChange={(count) =>
            set(({ did, count: _, ...before }) => ({ ...before, ...(count && { count }) }), 'count')
          }
        />
      )}
      <EventWindow
        window={node.window}
        onChange={(window) =>
          set(({ window: _, ...before }) => ({ ...before, ...(window && { window }) }), 'window')
        }
      />
      {includesNever(node) && !saysOnce(group, node) && (
        <span className={classes.hint}>
          {t('builder.alsoNever')}{' '}
          {once(root) !== root && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconPlus size={13} aria-hidden />}
              onClick={() => {
                edit(once);
                focusOn(node.id, 'grip');
              }}
            >
              {t('builder.onceEver')}
            </Button>
          )}
        </span>
      )}
    </>
  );
}
