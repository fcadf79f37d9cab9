import { type RefObject, useEffect, useRef, useState } from 'react';

/** Words that are read later have a place of their own width, so nothing moves when they come. */
const BUSY = '[aria-busy="true"]:not(span)';

/**
 * Whether parts of an element are still read for the first time. Parts that are read again later, or
 * on demand, do not count.
 */
export function useFirstLoad<T extends Element>(): [RefObject<T | null>, boolean] {
  const ref = useRef<T>(null);
  const [loading, setLoading] = useState(true);
  useEffect(() => {
    const element = ref.current;
    if (element === null || !loading) {
      return;
    }
    const look = () => {
      if (element.querySelector(BUSY) === null) {
        setLoading(false);
      }
    };
    const seen = new MutationObserver(look);
    seen.observe(element, { childList: true, subtree: true, attributeFilter: ['aria-busy'] });
    look();
    return () => seen.disconnect();
  }, [loading]);
  return [ref, loading];
}
