import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';
import classes from './DangerButton.module.css';

type Attributes = Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

/** Does what is not easily undone. */
export function DangerButton(props: ButtonProps & Attributes) {
  return <Button className={classes.danger} {...props} />;
}
