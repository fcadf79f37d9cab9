/** A table in a database. */
export const Postgresql = (
  <>
    <rect x="3" y="4" width="18" height="16" rx="2.5" />
    <path d="M3 9h18M3 14.5h18M9.5 9v11" />
  </>
);
