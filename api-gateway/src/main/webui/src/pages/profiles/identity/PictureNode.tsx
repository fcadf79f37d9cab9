import {
  IconDeviceLaptop,
  IconId,
  IconMail,
  IconPhone,
  type IconProps,
  IconUser,
} from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
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

/** Where lines meet a box. */
const SIDES = [Position.Left, Position.Right];

export function PictureNode({ data: { type, kind, value, many, state } }: NodeProps<BoxNode>) {
  const Icon = ICONS[type] ?? IconId;
  return (
    <div className={classes.node} data-many={many} data-state={state} title={value}>
      <Icon size={16} aria-hidden />
      <div className={classes.words}>
        {/* The space makes what is shown the name of the box, by which people who speak to a browser call it. */}
        <span>{kind}</span> <strong className={many ? undefined : 'mono'}>{value}</strong>
      </div>
      {SIDES.map((side) => (
        <Handle key={side} id={side} type="source" position={side} isConnectable={false} />
      ))}
    </div>
  );
}
