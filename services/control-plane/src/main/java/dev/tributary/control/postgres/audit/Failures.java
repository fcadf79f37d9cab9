package dev.tributary.control.postgres.audit;

import dev.tributary.control.audit.EntryRefused;
import dev.tributary.control.audit.TrailUnavailable;
import dev.tributary.runtime.loop.failure.DatabaseFailures;

/** Separates content that PostgreSQL refuses from outages, which end by themselves. */
final class Failures {
  private Failures() {}

  /** The failure as the domain knows it. Hibernate wraps those of PostgreSQL as JDBC does. */
  static RuntimeException translated(Throwable failure) {
    boolean ofTheData =
        DatabaseFailures.sqlException(failure) != null
            && DatabaseFailures.ofTheDatabase(failure) == null;
    return ofTheData ? new EntryRefused(failure) : new TrailUnavailable(failure);
  }
}
