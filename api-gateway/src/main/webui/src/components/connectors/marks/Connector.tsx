/** Any other connector: a plug. */
export const Connector = (
  <>
    <path d="M9 3v5M15 3v5M6.5 8h11v3a5.5 5.5 0 0 1-11 0zM12 16.5V21" />
  </>
);
