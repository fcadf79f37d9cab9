/** A database in a file. */
export const Duckdb = (
  <>
    <path d="M6 3h8l4 4v14H6z" />
    <ellipse cx="12" cy="12" rx="3.5" ry="1.5" />
    <path d="M8.5 12v4c0 .8 1.6 1.5 3.5 1.5s3.5-.7 3.5-1.5v-4" />
  </>
);
