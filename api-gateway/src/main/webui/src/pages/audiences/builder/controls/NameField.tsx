import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './controls.module.css';

interface Props {
  label: string;
  value: string;
  /** Names that were seen. */
  known?: readonly string[];
  onChange: (value: string) => void;
}

/** A field within a trait or property that holds several. */
export function NameField({ label, value, known = [], onChange }: Props) {
  const { t } = useTranslation();
  const list = useId();
  return (
    <>
      <input
        type="text"
        className={`${classes.field} mono`}
        data-kind="name"
        data-control="path"
        aria-label={label}
        placeholder={t('builder.partPlaceholder')}
        value={value}
        list={known.length > 0 ? list : undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {known.length > 0 && (
        <datalist id={list}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </>
  );
}
