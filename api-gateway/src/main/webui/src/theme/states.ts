import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconPlayerPause,
  IconProgress,
} from '@tabler/icons-react';

/** What colour stands for. Each state has an icon too, and is always shown with a word. */
export const stateIcons = {
  ok: IconCircleCheck,
  running: IconProgress,
  attention: IconAlertTriangle,
  failing: IconCircleX,
  paused: IconPlayerPause,
} as const;

export type State = keyof typeof stateIcons;
