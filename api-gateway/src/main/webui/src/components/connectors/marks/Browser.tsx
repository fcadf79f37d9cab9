/** A window of a browser. */
export const Browser = (
  <>
    <rect x="3" y="4" width="18" height="16" rx="2.5" />
    <path d="M3 9h18M6 6.5h.01M8.5 6.5h.01" />
  </>
);
