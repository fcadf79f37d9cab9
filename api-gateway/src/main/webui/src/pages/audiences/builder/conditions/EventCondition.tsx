import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { Choice } from '../controls/Choice';
import { change } from '../rule/edit';
import { AT_LEAST_ONCE, type EventNode, NEVER } from '../rule/model';
import { humanEvent } from '../vocabulary/humanName';
import { EventCount } from './EventCount';
import { EventWindow } from './EventWindow';
import { SubjectChip } from './SubjectChip';

/** What people did, or did not: "have done Order Completed at least 2 times in the last 30 days". */
export function EventCondition({ node }: { node: EventNode }) {
  const { t } = useTranslation();
  const { edit } = useBuilder();
  const set = (part: Partial<EventNode>, field: string) =>
    edit(
      change<EventNode>(node.id, (before) => ({ ...before, ...part })),
      `${node.id} ${field}`,
    );
  return (
    <>
      <Choice
        label={t('builder.did')}
        control="operator"
        value={node.count.kind === 'never' ? 'not' : 'did'}
        options={[
          { value: 'did', label: t(`builder.have.${node.call}`) },
          { value: 'not', label: t(`builder.haveNot.${node.call}`) },
        ]}
        onChange={(chosen) => set({ count: chosen === 'did' ? AT_LEAST_ONCE : NEVER }, 'did')}
      />
      <SubjectChip node={node} title={node.event ?? undefined}>
        {node.event === null || node.event === ''
          ? t(`builder.any.${node.call}`)
          : humanEvent(node.event)}
      </SubjectChip>
      {node.count.kind !== 'never' && (
        <EventCount count={node.count} onChange={(count) => set({ count }, 'count')} />
      )}
      <EventWindow window={node.window} onChange={(window) => set({ window }, 'window')} />
    </>
  );
}
