import { Button } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Confirm } from '../form/Confirm';

interface Props extends Pick<ComponentProps<typeof Confirm>, 'title' | 'children' | 'mutation'> {
  action: string;
  /** The action with the number of deliveries, for screen readers. */
  label: string;
  asked: boolean;
  onAsk: (asked: boolean) => void;
}

/** A small button in the table of causes, which asks before it acts on all deliveries of a cause. */
export function CauseAction({ action, label, asked, onAsk, ...question }: Props) {
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={label} onClick={() => onAsk(true)}>
        {action}
      </Button>
      <Confirm opened={asked} onClose={() => onAsk(false)} action={action} {...question} />
    </>
  );
}
