/** A folder with tables in columns. */
export const Parquet = (
  <>
    <path d="M3 6h6l2 2h10v12H3z" />
    <path d="M8 11.5v5.5M12 11.5v5.5M16 11.5v5.5" />
  </>
);
