import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconGripVertical,
  IconStack2,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from '@/texts/useTranslation';
import { useBuilder } from '../builder';
import type { Edit } from '../rule/edit';
import type { GroupNode, RuleNode } from '../rule/model';
import { duplicate, enclose, step } from '../rule/move';
import classes from './conditions.module.css';
import { useNodeWords } from './useNodeWords';

/** Where a condition is taken hold of: dragged, or moved, copied and removed from its menu. */
export function RowMenu({ node, group }: { node: RuleNode; group: GroupNode }) {
  const { t } = useTranslation();
  const { edit, focusOn, remove, drag } = useBuilder();
  const words = useNodeWords();
  const act = (by: Edit) => () => {
    edit(by);
    focusOn(node.id, 'grip');
  };
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          className={classes.grip}
          data-control="grip"
          aria-label={t('builder.grip', { name: words(node) })}
          title={t('builder.gripHelp')}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', words(node));
            const row = event.currentTarget.closest('li');
            if (row) {
              event.dataTransfer.setDragImage(row, 12, 12);
            }
            drag.start(node.id);
          }}
          onDragEnd={drag.end}
        >
          <IconGripVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={15} />} onClick={act(step(node.id, 'up'))}>
          {t('builder.moveUp')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowDown size={15} />} onClick={act(step(node.id, 'down'))}>
          {t('builder.moveDown')}
        </Menu.Item>
        <Menu.Item leftSection={<IconStack2 size={15} />} onClick={act(enclose(node.id))}>
          {t('builder.enclose')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={act(duplicate(node.id))}>
          {t('builder.duplicate')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => remove(node, group)}>
          {t('builder.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
