import { humanName } from '@/components/text/humanName';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { NameField } from '../controls/NameField';
import { change } from '../rule/edit';
import type { TraitNode } from '../rule/model';
import { typesOf } from '../vocabulary/typesOf';
import { SubjectChip } from './SubjectChip';
import { TestFields } from './TestFields';

/** What people are like: "whose churn score is greater than 0.7". */
export function TraitCondition({ node }: { node: TraitNode }) {
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
    </>
  );
}
