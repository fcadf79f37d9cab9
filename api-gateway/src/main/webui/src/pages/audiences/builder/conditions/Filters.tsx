import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { propertiesQuery } from '@/api/catalogueQueries';
import { useTranslation } from '@/texts/useTranslation';
import { useWorkspace } from '@/workspace/here';
import { useBuilder } from '../builder';
import { change } from '../rule/edit';
import { type EventNode, eventOf, type Where } from '../rule/model';
import { asRead } from '../vocabulary/asRead';
import { isComplete } from '../vocabulary/typesOf';
import classes from './conditions.module.css';
import { Filter } from './Filter';

/** What the events themselves must be like: "where category is any of shoes, bags". */
export function Filters({ node }: { node: EventNode }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const { edit, focusOn } = useBuilder();
  const known = useQuery(propertiesQuery(workspace, eventOf(node))).data;
  const properties = (known?.data ?? []).map(asRead);
  const complete = known !== undefined && isComplete(known);
  const setWhere = (by: (where: Where[]) => Where[], field: string | null = null) =>
    edit(
      change<EventNode>(node.id, (before) => ({ ...before, where: by(before.where ?? []) })),
      field,
    );
  return node.where === undefined || node.where.length === 0 ? null : (
    <div className={classes.filters}>
      {node.where.map((filter) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset does not lay out as a line of words
        <div
          key={filter.id}
          className={classes.filter}
          data-node={filter.id}
          role="group"
          aria-label={t('builder.filterOn', { name: filter.property })}
        >
          <Filter
            filter={filter}
            node={node}
            properties={properties}
            complete={complete}
            onChange={(next, part) =>
              setWhere(
                (where) => where.map((each) => (each.id === filter.id ? next : each)),
                part && `${filter.id} ${part}`,
              )
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={26}
            aria-label={t('builder.dropFilter', { name: filter.property })}
            onClick={() => {
              setWhere((where) => where.filter(({ id }) => id !== filter.id));
              focusOn(node.id, 'filter');
            }}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
