import type { ReactNode } from 'react';
import { useWorkspace } from '@/workspace/here';
import { TextLink } from '../links';

interface Props {
  id: string;
  /** Among words, where colour alone would not tell it. */
  inText?: boolean;
  children: ReactNode;
}

/** Leads to an event's way. */
export function EventLink({ id, inText = false, children }: Props) {
  const workspace = useWorkspace();
  return (
    <TextLink
      to="/w/$workspace/events/$event"
      params={{ workspace, event: id }}
      underline={inText ? 'always' : 'hover'}
    >
      {children}
    </TextLink>
  );
}
