import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  Menu,
  type MenuItemProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type AnchorAttributes = Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps>;

/*
 * The router marks a link to a page above as the current page. Only the navigation and the breadcrumbs say what the current page is.
 */

/** A link in running text or a table. */
export const TextLink = createLink(
  ({ 'aria-current': _, ...props }: AnchorProps & AnchorAttributes) => <Anchor {...props} />,
);

type ButtonAttributes = Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>;

/** An action that leads to a page. */
export const ButtonLink = createLink(
  ({ 'aria-current': _, ...props }: ButtonProps & ButtonAttributes) => (
    <Button component="a" {...props} />
  ),
);

/** A page that a menu leads to. */
export const MenuLink = createLink((props: MenuItemProps & Omit<AnchorAttributes, 'color'>) => (
  <Menu.Item component="a" {...props} />
));
