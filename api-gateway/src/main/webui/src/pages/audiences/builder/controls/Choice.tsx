import { IconChevronDown } from '@tabler/icons-react';
import classes from './controls.module.css';

interface Props<T extends string> {
  label: string;
  /** Its name within the condition, by which the focus finds it again. */
  control: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A choice within a sentence: as wide as what is chosen, with the browser's own list behind it. */
export function Choice<T extends string>({ label, control, value, options, onChange }: Props<T>) {
  return (
    <span className={classes.choice}>
      <span aria-hidden>{options.find((each) => each.value === value)?.label}</span>
      <IconChevronDown size={13} aria-hidden />
      <select
        aria-label={label}
        data-control={control}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value as T)}
      >
        {options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    </span>
  );
}
