import {
  IconDeviceLaptop,
  IconId,
  IconMail,
  IconPhone,
  type IconProps,
  IconUser,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { isKnownType, type KnownType } from '@/features/people/identifier';
import { BOX } from './curves';
import type { Item } from './order';
import classes from './Picture.module.css';

/** What makes a box or a line a button of the picture. */
export interface ItemAttributes {
  'data-item': Item;
  'aria-pressed': boolean;
  tabIndex: number;
  onClick: () => void;
}

interface Props {
  place: { left: number; top: number };
  data: {
    type: string;
    kind: string;
    value: string;
    /** Whether it stands for several. */
    many: boolean;
    state: 'chosen' | 'end' | 'aside' | undefined;
  };
  attributes: ItemAttributes;
}

const ICONS: Readonly<Record<KnownType, ComponentType<IconProps>>> = {
  user_id: IconUser,
  email: IconMail,
  phone: IconPhone,
  anonymous_id: IconDeviceLaptop,
};

/** A box of the picture, in words. */
export function PictureNode({ place, data, attributes }: Props) {
  const { type, kind, value, many, state } = data;
  const Icon = isKnownType(type) ? ICONS[type] : IconId;
  return (
    <button
      type="button"
      className={classes.node}
      style={{ ...place, ...BOX }}
      data-many={many}
      data-state={state}
      title={value}
      aria-label={`${kind} ${value}`}
      {...attributes}
    >
      <Icon size={16} aria-hidden />
      <span className={classes.words}>
        {/* The space makes what is shown the name of the box, by which people who speak to a browser call it. */}
        <span>{kind}</span> <strong className={many ? undefined : 'mono'}>{value}</strong>
      </span>
    </button>
  );
}
