import type { Curve } from './curves';
import classes from './Picture.module.css';
import type { ItemAttributes } from './PictureNode';

interface Props {
  curve: Curve;
  /** Whether it was seen more than once. */
  often: boolean;
  state: 'chosen' | 'aside' | undefined;
  label: string;
  attributes: ItemAttributes;
  onPoint: (on: boolean) => void;
}

/** A line of the picture, with a wider one around it for the pointer. */
export function PictureLine({ curve, often, state, label, attributes, onPoint }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: within a drawing there are no buttons
    <g
      role="button"
      aria-label={label}
      className={classes.line}
      data-often={often}
      data-state={state}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
      {...attributes}
    >
      <path className={classes.near} d={curve.path} />
      <path className={classes.stroke} d={curve.path} />
    </g>
  );
}
