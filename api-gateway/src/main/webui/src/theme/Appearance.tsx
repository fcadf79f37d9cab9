import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { cssVariables, theme } from './theme';

interface Props {
  /** Admits the style element with the variables. */
  nonce: string;
  children?: ReactNode;
}

/**
 * The theme of everything on the page. It writes all variables of Mantine, not only those that the theme changes, so
 * that no page loads them in a file.
 */
export function Appearance({ nonce, children }: Props) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      deduplicateCssVariables={false}
      getStyleNonce={() => nonce}
    >
      {children}
    </MantineProvider>
  );
}
