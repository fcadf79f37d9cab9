import { Skeleton, UnstyledButton } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import { addRule } from '../rule/edit';
import type { GroupNode } from '../rule/model';
import classes from './StartingPoints.module.css';
import type { TemplateId } from './templateId';
import { ruleOf, unseenVisits } from './templates';

/** As many as are taken in at a glance; the search has them all. */
const SHOWN = 4;

const PLACES = Array.from({ length: SHOWN }, (_, place) => place);

/** Templates for a rule that is still empty. Their places are there before them, and stay if there are fewer. */
export function StartingPoints({ root }: { root: GroupNode }) {
  const { t } = useTranslation();
  const { subjects, subjectsLoading } = useBuilder();
  const templates = subjects.flatMap((each) => (each.kind === 'template' ? [each.template] : []));
  const none = !subjectsLoading && templates.length === 0;
  return (
    <section
      className={classes.points}
      aria-label={t('builder.startFrom')}
      aria-busy={subjectsLoading}
    >
      <p>{t(none ? 'builder.startLater' : 'builder.startFrom')}</p>
      <ul>
        {PLACES.map((place) => {
          const template = subjectsLoading ? undefined : templates[place];
          return template === undefined ? (
            <li key={place} aria-hidden>
              <Place loading={subjectsLoading} />
            </li>
          ) : (
            <li key={template}>
              <Point root={root} template={template} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Point({ root, template }: { root: GroupNode; template: TemplateId }) {
  const { t } = useTranslation();
  const { edit, focusOn, subjects } = useBuilder();
  return (
    <UnstyledButton
      className={classes.point}
      onClick={() => {
        const rule = ruleOf(template, unseenVisits(subjects));
        edit(addRule(root.id, rule));
        focusOn(rule.nodes[0]?.id ?? root.id, 'grip');
      }}
    >
      <IconTemplate size={16} aria-hidden />
      <span>
        <span className={classes.head}>
          <strong>{t(`builder.templates.${template}.name`)}</strong>
          <span className={classes.kind}>{t('builder.template')}</span>
        </span>
        <span className={classes.what}>{t(`builder.templates.${template}.what`)}</span>
      </span>
    </UnstyledButton>
  );
}

/** The place of a template that is still read, or that the data do not fit. */
function Place({ loading }: { loading: boolean }) {
  return (
    <div className={classes.place} data-loading={loading}>
      {loading && (
        <>
          <Skeleton height={14} width="40%" />
          <Skeleton height={12} width="80%" />
        </>
      )}
    </div>
  );
}
