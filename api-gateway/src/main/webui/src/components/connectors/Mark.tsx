import classes from './Mark.module.css';
import { Browser } from './marks/Browser';
import { Connector } from './marks/Connector';
import { Duckdb } from './marks/Duckdb';
import { Hubspot } from './marks/Hubspot';
import { Parquet } from './marks/Parquet';
import { Postgresql } from './marks/Postgresql';
import { Server } from './marks/Server';
import { Webhook } from './marks/Webhook';

const MARKS = {
  browser: Browser,
  duckdb: Duckdb,
  hubspot: Hubspot,
  parquet: Parquet,
  postgresql: Postgresql,
  server: Server,
  webhook: Webhook,
} as const;

/** Whether something has a drawing of its own. */
export function hasMark(of: string): of is keyof typeof MARKS {
  return Object.hasOwn(MARKS, of);
}

/**
 * Our own drawing of what a connector, a source or a data connection is. It is no trademark, and the name is
 * beside it, so screen readers do not read it.
 *
 * @param of the id of a connector, or a kind of source or connection; a plug for all others
 */
export function Mark({ of }: { of: string }) {
  return (
    <svg
      className={classes.mark}
      width="24"
      height="24"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {hasMark(of) ? MARKS[of] : Connector}
    </svg>
  );
}
