import { type RefObject, useLayoutEffect } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import classes from './PaletteField.module.css';

interface Props {
  field: RefObject<HTMLInputElement | null>;
  onClose: () => void;
}

/**
 * The field of the palette until the palette itself is loaded and open. It is a real text field, so that input methods, dead keys
 * and the clipboard work. Enter and Tab do nothing, because there is nothing to choose yet.
 */
export function PaletteField({ field, onClose }: Props) {
  const { t } = useTranslation();
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), [field]);
  return (
    <search className={classes.place}>
      <input
        ref={field}
        className={classes.field}
        autoComplete="off"
        aria-label={t('palette.find')}
        placeholder={t('palette.placeholder')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            onClose();
          } else if (event.key === 'Enter' || event.key === 'Tab') {
            event.preventDefault();
          }
        }}
      />
    </search>
  );
}
