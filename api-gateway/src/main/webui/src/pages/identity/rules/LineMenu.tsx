import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from '@tabler/icons-react';
import type { DragEventHandler } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import classes from './rules.module.css';

interface Props {
  name: string;
  first: boolean;
  last: boolean;
  onDragStart: DragEventHandler<HTMLElement>;
  onDragEnd: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** Where a line is taken hold of: dragged, or moved and removed from its menu. */
export function LineMenu({ name, first, last, onDragStart, onDragEnd, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          className={classes.grip}
          data-grip
          aria-label={t('identity.grip', { type: name })}
          title={t('builder.gripHelp')}
          draggable
          onDragStart={onDragStart}
          onDragEnd={onDragEnd}
        >
          <IconGripVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowUp size={15} />}
          disabled={first}
          onClick={() => onMove(-1)}
        >
          {t('builder.moveUp')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={15} />}
          disabled={last}
          onClick={() => onMove(1)}
        >
          {t('builder.moveDown')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={onRemove}>
          {t('builder.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
