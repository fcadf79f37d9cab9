import { useLayoutEffect, useRef, useState } from 'react';

const STEP = 1.25;
const SMALLEST = 0.2;
const LARGEST = 1.5;
/** What fits is not larger than drawn, and not smaller than can be read. */
const FITS = { smallest: 0.6, largest: 1 };

/** How large a picture is shown; at first as large as fits into the view that has the `ref`. */
export function useZoom({ width, height }: { width: number; height: number }) {
  const ref = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const fit = () => {
    const { clientWidth = width, clientHeight = height } = ref.current ?? {};
    const fitting = Math.min(clientWidth / width, clientHeight / height);
    setZoom(Math.min(FITS.largest, Math.max(FITS.smallest, fitting)));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: later it stays as the user has it
  useLayoutEffect(fit, []);
  const larger = () => setZoom((before) => Math.min(LARGEST, before * STEP));
  const smaller = () => setZoom((before) => Math.max(SMALLEST, before / STEP));
  return { ref, zoom, fit, larger, smaller };
}
