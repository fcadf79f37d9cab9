import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { NameField } from '../controls/NameField';
import { change } from '../rule/edit';
import type { GroupNode, TraitNode } from '../rule/model';
import { traitsOf, typesOf } from '../vocabulary/typesOf';
import { DifferentItems } from './DifferentItems';
import { SubjectChip } from './SubjectChip';
import { TestFields } from './TestFields';

/** What people are like: "whose churn score is greater than 0.7". */
export function TraitCondition({ node, group }: { node: TraitNode; group: GroupNode }) {
  const { t } = useTranslation();
  const { edit, subjects } = useBuilder();
  const { name, path, types } = typesOf(node.trait, subjects);
  return (
    <>
      <span>{t('builder.whose')}</span>
      <SubjectChip node={node} title={node.trait}>
        {humanName(name)}
      </SubjectChip>
      {path !== null && (
        <NameField
          label={t('builder.partOf', { name: humanName(name) })}
          value={path}
          onChange={(part) =>
            edit(
              change<TraitNode>(node.id, (before) => ({
                ...before,
                trait: part === '' ? name : `${name}.${part}`,
              })),
              `${node.id} path`,
            )
          }
        />
      )}
      <TestFields
        test={node.test}
        types={types}
        of={{ trait: node.trait }}
        onChange={(test, part) =>
          edit(
            change<TraitNode>(node.id, (before) => ({ ...before, test })),
            `${node.id} ${part}`,
          )
        }
      />
      {group.match === 'all' && (
        <DifferentItems
          name={node.trait}
          before={traitsBefore(node, group)}
          known={traitsOf(subjects)}
        />
      )}
    </>
  );
}

/** What the conditions of the group before this one ask for. */
function traitsBefore(node: TraitNode, { nodes }: GroupNode): string[] {
  return nodes
    .slice(
      0,
      nodes.findIndex(({ id }) => id === node.id),
    )
    .flatMap((each) => (each.kind === 'trait' ? [each.trait] : []));
}
