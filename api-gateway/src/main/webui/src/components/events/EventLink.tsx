import type { ReactNode } from 'react';
import { useWorkspace } from '@/app/workspace/here';
import { TextLink } from '../links';

/** Leads to an event's way. */
export function EventLink({ id, children }: { id: string; children: ReactNode }) {
  const workspace = useWorkspace();
  return (
    <TextLink to="/w/$workspace/events/$event" params={{ workspace, event: id }}>
      {children}
    </TextLink>
  );
}
