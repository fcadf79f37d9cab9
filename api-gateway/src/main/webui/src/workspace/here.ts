import { createContext, use } from 'react';
import { may, type OperationId, type Permission, type Role } from '@/api/may';

/** The workspace of the address, and what the person who is signed in is in it. */
export interface Here {
  /** As in the address: the workspace's id or key. */
  workspace: string;
  name: string;
  role: Role;
  personalData: boolean;
  timezone: string;
  /** Where SDKs send events to. */
  collector: string;
  /** How far business time is ahead of the clock on the wall; only ever in tests and demos. */
  clockOffset: number;
}

export const HereContext = createContext<Here | null>(null);

export function useHere(): Here {
  const here = use(HereContext);
  if (here === null) {
    throw new Error('This part of the page stands outside of a workspace');
  }
  return here;
}

/** The workspace as it stands in addresses, of the API and of pages. */
export function useWorkspace(): string {
  return useHere().workspace;
}

export function useMay(operation: OperationId): Permission {
  return may(useHere().role, operation);
}
