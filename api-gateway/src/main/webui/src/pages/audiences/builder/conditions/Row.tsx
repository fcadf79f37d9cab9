import type { DragEvent, KeyboardEvent, ReactNode } from 'react';
import { useBuilder } from '../builder';
import type { GroupNode, RuleNode } from '../rule/model';
import { step } from '../rule/move';
import { AddFilter } from './AddFilter';
import { AudienceCondition } from './AudienceCondition';
import { ConsentCondition } from './ConsentCondition';
import classes from './conditions.module.css';
import { EventCondition } from './EventCondition';
import { FigureBar } from './FigureBar';
import { Filters } from './Filters';
import { Notes } from './Notes';
import { RowMenu } from './RowMenu';
import { TraitCondition } from './TraitCondition';
import { useNodeWords } from './useNodeWords';

interface Props {
  node: RuleNode;
  group: GroupNode;
  index: number;
  /** What stands in the row of a group. */
  children: ReactNode;
}

/** One condition of a group, or a group within it. Alt and arrows move it, Delete takes it away. */
export function Row({ node, group, index, children }: Props) {
  const { edit, focusOn, remove, open, drag } = useBuilder();
  const words = useNodeWords();

  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const control = target.dataset.control ?? 'grip';
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      edit(step(node.id, event.key === 'ArrowUp' ? 'up' : 'down'));
      focusOn(node.id, control);
    } else if (event.key === 'Delete' && !isTyping(target)) {
      remove(node, group);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const draggedOver = (event: DragEvent<HTMLElement>) => {
    if (drag.dragged !== null) {
      const { top, height } = event.currentTarget.getBoundingClientRect();
      const behind = event.clientY > top + height / 2 ? 1 : 0;
      event.preventDefault();
      event.stopPropagation();
      drag.move({ group: group.id, index: index + behind });
    }
  };
  const over = drag.over?.group === group.id ? drag.over.index : null;
  const last = index === group.nodes.length - 1;
  return (
    <li
      className={classes.row}
      data-dragged={drag.dragged === node.id}
      data-drop={over === index ? 'before' : over === index + 1 && last ? 'behind' : undefined}
      onDragOver={draggedOver}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay out as a line of words */}
      <div
        role="group"
        aria-label={words(node)}
        className={classes.condition}
        data-node={node.id}
        data-kind={node.kind}
        onKeyDown={pressed}
      >
        <RowMenu node={node} group={group} />
        {node.kind === 'group' ? (
          children
        ) : (
          <div className={classes.body}>
            <div className={classes.words}>
              {node.kind === 'trait' && <TraitCondition node={node} group={group} />}
              {node.kind === 'event' && <EventCondition node={node} group={group} />}
              {node.kind === 'consent' && <ConsentCondition node={node} />}
              {node.kind === 'audience' && <AudienceCondition node={node} />}
              {node.kind === 'event' && <AddFilter node={node} />}
              <Notes node={node.id} open={open.has(node.id)} />
            </div>
            {node.kind === 'event' && <Filters node={node} />}
          </div>
        )}
        {node.kind !== 'group' && <FigureBar node={node.id} match={group.match} />}
      </div>
    </li>
  );
}

function isTyping(target: HTMLElement): boolean {
  return target.matches('input, textarea');
}
