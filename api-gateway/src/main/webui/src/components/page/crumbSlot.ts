import { createContext } from 'react';

/** The element of the top bar where a page puts its breadcrumbs. */
export const CrumbSlot = createContext<HTMLElement | null>(null);
