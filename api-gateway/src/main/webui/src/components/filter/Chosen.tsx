import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Chosen.module.css';

interface Props {
  children: ReactNode;
  /** What is shown without it. */
  otherwise: string;
  onRemove: () => void;
}

/** What a list is narrowed to, until it is taken away. */
export function Chosen({ children, otherwise, onRemove }: Props) {
  return (
    <span className={classes.chosen}>
      {children}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={otherwise} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </span>
  );
}
