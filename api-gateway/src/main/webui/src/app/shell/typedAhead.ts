interface Key extends Event {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What the user types between the request for the palette and the moment when its field has the focus. */
export interface TypedAhead {
  /** Ends the capture: no key is taken from the page any more. Returns what was typed. */
  take: () => string;
  /** Whether Escape has ended the capture: the palette is no longer wanted. */
  dropped: () => boolean;
}

/** Before the element with the focus. */
const CAPTURE = { capture: true };

/**
 * Keeps the characters that are typed from now on, instead of the element with the focus. Enter and Tab do nothing: they are
 * not meant for that element. Escape ends the capture, and leaves nothing.
 */
export function typedAhead(page: EventTarget): TypedAhead {
  let text = '';
  let dropped = false;
  const onKey = (event: Event) => {
    const { key, ctrlKey, metaKey, altKey } = event as Key;
    if (key === 'Escape') {
      text = '';
      dropped = true;
      end();
      return;
    }
    const leaves = key === 'Enter' || key === 'Tab';
    if (!leaves && (ctrlKey || metaKey || altKey)) {
      return;
    }
    const characters = [...key];
    if (characters.length === 1) {
      text += key;
    } else if (key === 'Backspace') {
      text = [...text].slice(0, -1).join('');
    } else if (!leaves) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const end = () => page.removeEventListener('keydown', onKey, CAPTURE);
  page.addEventListener('keydown', onKey, CAPTURE);
  return {
    take: () => {
      end();
      return text;
    },
    dropped: () => dropped,
  };
}
