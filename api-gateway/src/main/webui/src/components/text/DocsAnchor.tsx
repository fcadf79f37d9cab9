import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { type DocsPlace, docsAddress } from './docsPlaces';

/** A link in a text to a place of the documentation, beside the page. */
export function DocsAnchor({ place, children }: { place: DocsPlace; children: ReactNode }) {
  return (
    <Anchor
      href={docsAddress(place)}
      target="_blank"
      rel="noopener"
      underline="always"
      inherit
      c="inherit"
    >
      {children}
    </Anchor>
  );
}
