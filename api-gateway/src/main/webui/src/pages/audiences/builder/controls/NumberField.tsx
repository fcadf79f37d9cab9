import classes from './controls.module.css';

interface Props {
  label: string;
  control: string;
  value: number | null;
  whole?: boolean;
  least?: number;
  onChange: (value: number | null) => void;
}

export function NumberField({ label, control, value, whole = false, least, onChange }: Props) {
  return (
    <input
      type="number"
      inputMode={whole ? 'numeric' : 'decimal'}
      step={whole ? 1 : 'any'}
      min={least}
      className={classes.field}
      data-kind="number"
      aria-label={label}
      data-control={control}
      value={value ?? ''}
      onChange={({ currentTarget }) =>
        onChange(Number.isNaN(currentTarget.valueAsNumber) ? null : currentTarget.valueAsNumber)
      }
    />
  );
}
