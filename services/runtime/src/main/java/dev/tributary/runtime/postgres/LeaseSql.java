package dev.tributary.runtime.postgres;

import java.time.Duration;

/**
 * The SQL of leases. A lease is a column {@code lease_until} or {@code leased_until} beside the
 * name of the holder. It is compared with the clock of the database, because the clocks of
 * instances differ. That clock is read when the row is locked, so a wait for the lock counts.
 */
public final class LeaseSql {
  /** The end of a lease that begins now. Binds {@code :lease} to {@link #seconds}. */
  public static final String END = "clock_timestamp() + make_interval(secs => :lease)";

  private LeaseSql() {}

  /** The condition that a lease has ended. */
  public static String ended(String column) {
    return column + " < clock_timestamp()";
  }

  /**
   * Takes or renews the lease of a table with one row. Binds {@code :self} to the holder. One row
   * is changed if the lease is this holder's now, and none while another one holds it.
   *
   * @param table with the columns {@code owner} and {@code leased_until}
   */
  public static String take(String table) {
    return "update %s set owner = :self, leased_until = %s where owner = :self or %s"
        .formatted(table, END, ended("leased_until"));
  }

  /** A duration as PostgreSQL reads seconds. */
  public static double seconds(Duration lease) {
    return lease.toMillis() / 1e3;
  }
}
