import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { Choice } from '../controls/Choice';
import { change } from '../rule/edit';
import { answers, type ConsentNode } from '../rule/model';
import { SubjectChip } from './SubjectChip';

/** The answer of people about a purpose: "whose consent for marketing is granted". */
export function ConsentCondition({ node }: { node: ConsentNode }) {
  const { t } = useTranslation();
  const { edit } = useBuilder();
  return (
    <>
      <span>{t('builder.whoseConsent')}</span>
      <SubjectChip node={node}>{node.consent}</SubjectChip>
      <Choice
        label={t('builder.answer')}
        control="operator"
        value={node.state}
        options={answers.map((state) => ({ value: state, label: t(`builder.answers.${state}`) }))}
        onChange={(state) => edit(change<ConsentNode>(node.id, (before) => ({ ...before, state })))}
      />
    </>
  );
}
