import { useAudienceNames } from '@/components/objects/useNames';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { Choice } from '../controls/Choice';
import { change } from '../rule/edit';
import type { AudienceNode } from '../rule/model';
import { SubjectChip } from './SubjectChip';

/** Who is in another audience, or is not. */
export function AudienceCondition({ node }: { node: AudienceNode }) {
  const { t } = useTranslation();
  const { edit } = useBuilder();
  const nameOf = useAudienceNames();
  return (
    <>
      <Choice
        label={t('builder.membership')}
        control="operator"
        value={node.in === false ? 'notIn' : 'in'}
        options={[
          { value: 'in', label: t('builder.areIn') },
          { value: 'notIn', label: t('builder.areNotIn') },
        ]}
        onChange={(chosen) =>
          edit(
            change<AudienceNode>(node.id, ({ in: _, ...before }) =>
              chosen === 'in' ? before : { ...before, in: false },
            ),
          )
        }
      />
      <SubjectChip node={node}>{nameOf(node.audience)}</SubjectChip>
    </>
  );
}
