import { type FocusEvent, type RefObject, useLayoutEffect } from 'react';
import { useTranslation } from '@/texts/useTranslation';
import classes from './PaletteField.module.css';

interface Props {
  field: RefObject<HTMLInputElement | null>;
  onClose: () => void;
  /** The focus went elsewhere, and stays there. */
  onLeave: () => void;
}

/**
 * The field of the palette until the palette itself is loaded and open. It is a real text field, so that input methods, dead keys
 * and the clipboard work. Enter and Tab do nothing, because there is nothing to choose yet. Escape leaves a dialog behind it open.
 */
export function PaletteField({ field, onClose, onLeave }: Props) {
  const { t } = useTranslation();
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), [field]);
  const onBlur = ({ currentTarget }: FocusEvent) => {
    // If the palette takes over, or the whole window lost the focus, the user has not left.
    setTimeout(() => {
      if (field.current !== null && document.activeElement !== currentTarget) {
        onLeave();
      }
    });
  };
  return (
    <search className={classes.place}>
      <input
        ref={field}
        className={classes.field}
        autoComplete="off"
        aria-label={t('palette.find')}
        placeholder={t('palette.placeholder')}
        data-mantine-stop-propagation="true"
        onBlur={onBlur}
        onKeyDown={(event) => {
          // While an input method composes, the keys belong to it.
          if (event.nativeEvent.isComposing) {
            return;
          }
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
