import {
  IconDeviceLaptop,
  IconId,
  IconMail,
  IconPhone,
  type IconProps,
  IconUser,
} from '@tabler/icons-react';
import type { Node, NodeProps } from '@xyflow/react';
import type { ComponentType } from 'react';
import classes from './Picture.module.css';

/** A box of the picture, in words. */
export interface BoxData extends Record<string, unknown> {
  type: string;
  kind: string;
  value: string;
  /** Whether it stands for several. */
  many: boolean;
  state: 'chosen' | 'end' | 'aside' | undefined;
}

export type BoxNode = Node<BoxData, 'box'>;

const ICONS: Readonly<Record<string, ComponentType<IconProps>>> = {
  user_id: IconUser,
  email: IconMail,
  phone: IconPhone,
  anonymous_id: IconDeviceLaptop,
};

export function PictureNode({ data: { type, kind, value, many, state } }: NodeProps<BoxNode>) {
  const Icon = ICONS[type] ?? IconId;
  return (
    <div className={classes.node} data-many={many} data-state={state} title={value}>
      <Icon size={16} aria-hidden />
      <div className={classes.words}>
        <span>{kind}</span>
        <strong className={many ? undefined : 'mono'}>{value}</strong>
      </div>
    </div>
  );
}
