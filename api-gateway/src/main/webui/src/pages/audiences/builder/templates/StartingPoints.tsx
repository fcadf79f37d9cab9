import { UnstyledButton } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { addRule } from '../rule/edit';
import type { GroupNode } from '../rule/model';
import classes from './StartingPoints.module.css';
import { ruleOf } from './templates';

/** As many as are taken in at a glance; the search has them all. */
const SHOWN = 4;

/** Templates for a rule that is still empty. */
export function StartingPoints({ root }: { root: GroupNode }) {
  const { t } = useTranslation();
  const { subjects, edit, focusOn } = useBuilder();
  const templates = subjects.flatMap((each) => (each.kind === 'template' ? [each.template] : []));
  if (templates.length === 0) {
    return null;
  }
  return (
    <section className={classes.points} aria-label={t('builder.startFrom')}>
      <p>{t('builder.startFrom')}</p>
      <ul>
        {templates.slice(0, SHOWN).map((template) => (
          <li key={template}>
            <UnstyledButton
              className={classes.point}
              onClick={() => {
                const rule = ruleOf(template);
                edit(addRule(root.id, rule));
                focusOn(rule.nodes[0]?.id ?? root.id, 'grip');
              }}
            >
              <IconTemplate size={16} aria-hidden />
              <span>
                <strong>{t(`builder.templates.${template}.name`)}</strong>
                <span className={classes.what}>{t(`builder.templates.${template}.what`)}</span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
