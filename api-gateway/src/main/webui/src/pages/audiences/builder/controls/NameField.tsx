import { useTranslation } from '@/texts/useTranslation';
import classes from './controls.module.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A field within a trait or property that holds several. */
export function NameField({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <input
      type="text"
      className={`${classes.field} mono`}
      data-kind="name"
      data-control="path"
      aria-label={label}
      placeholder={t('builder.partPlaceholder')}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
