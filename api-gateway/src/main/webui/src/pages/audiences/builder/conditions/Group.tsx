import { matches } from '@/api/generated/ruleGrammar';
import { useFormats } from '@/components/text/useFormats';
import { useTranslation } from '@/texts/useTranslation';
import { countKind, useBuilder } from '../builder';
import { Choice } from '../controls/Choice';
import { change } from '../rule/edit';
import type { GroupNode } from '../rule/model';
import { StartingPoints } from '../templates/StartingPoints';
import { Add } from './Add';
import classes from './conditions.module.css';
import { FigureBar } from './FigureBar';
import { Notes } from './Notes';
import { Row } from './Row';

interface Props {
  node: GroupNode;
  /** The group that it stands in; the outermost stands in none. */
  within?: GroupNode | null;
}

/** Conditions of which all, any or none must hold. */
export function Group({ node, within = null }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { edit, figures, counting, open, drag } = useBuilder();
  const outermost = within === null;
  const total = figures.get(node.id)?.matching;
  const atEnd = drag.over?.group === node.id && node.nodes.length === 0;
  return (
    <div className={classes.group} data-outermost={outermost}>
      <div className={classes.head}>
        <span>{t(outermost ? 'builder.peopleWhoMatch' : 'builder.andMatch')}</span>
        <Choice
          label={t('builder.match')}
          control="match"
          value={node.match}
          options={matches.map((match) => ({ value: match, label: t(`builder.matches.${match}`) }))}
          onChange={(match) => edit(change<GroupNode>(node.id, (before) => ({ ...before, match })))}
        />
        <span>{t('builder.ofThese')}</span>
        <Notes node={node.id} open={open.has(node.id) && !outermost} />
        {node.nodes.length > 0 && (
          <span className={classes.figures}>{t(`builder.figures.${countKind(node.match)}`)}</span>
        )}
      </div>
      <ul className={classes.rows} aria-label={t(`builder.groups.${node.match}`)}>
        {node.nodes.map((each, index) => (
          <Row key={each.id} node={each} group={node} index={index}>
            {each.kind === 'group' && <Group node={each} within={node} />}
          </Row>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only what is dragged lands here; keys move from the row */}
      <div
        className={classes.foot}
        data-drop={atEnd}
        onDragOver={(event) => {
          if (drag.dragged !== null) {
            event.preventDefault();
            event.stopPropagation();
            drag.move({ group: node.id, index: node.nodes.length });
          }
        }}
      >
        <Add group={node} />
        {within !== null && <FigureBar node={node.id} match={within.match} />}
        {outermost && node.match === 'any' && node.nodes.length > 1 && total !== undefined && (
          <span className={classes.total} data-counting={counting}>
            {t('builder.anyTotal')} <strong>{formats.number(total)}</strong>
          </span>
        )}
      </div>
      {outermost && node.nodes.length === 0 && <StartingPoints root={node} />}
    </div>
  );
}
