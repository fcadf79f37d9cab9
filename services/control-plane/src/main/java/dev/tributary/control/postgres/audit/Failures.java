package dev.tributary.control.postgres.audit;

import dev.tributary.control.audit.EntryRefused;
import dev.tributary.control.audit.TrailUnavailable;
import dev.tributary.control.audit.UnclassifiedFailure;
import dev.tributary.definitions.postgres.DriverFailures;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Separates the failures of a transaction by their cause, as the loops do: the entries, the server,
 * or unknown. Hibernate wraps the failures of PostgreSQL as JDBC does.
 */
final class Failures {
  private Failures() {}

  /** The transaction was not opened: no entry can be the cause, except with its workspace. */
  static RuntimeException ofTheOpening(Throwable failure) {
    Throwable known = inTermsOfJdbc(failure);
    SQLException any = DatabaseFailures.sqlException(known);
    return any != null && DatabaseFailures.ofTheDatabase(known) == null
        ? new EntryRefused(known)
        : new TrailUnavailable(known);
  }

  /**
   * The transaction was open. A lost connection is not classified here, because an entry can make
   * the server end its connection. If the server is down, the next transaction cannot be opened.
   */
  static RuntimeException ofTheEntries(Throwable failure) {
    Throwable known = inTermsOfJdbc(failure);
    SQLException any = DatabaseFailures.sqlException(known);
    SQLException database = DatabaseFailures.ofTheDatabase(known);
    if (any != null && database == null) {
      return new EntryRefused(known);
    }
    return database != null && DatabaseFailures.isOfTheServer(database)
        ? new TrailUnavailable(known)
        : new UnclassifiedFailure(name(known, database), known);
  }

  /** Without the message, which may contain a value. */
  private static String name(Throwable failure, @Nullable SQLException database) {
    return database == null
        ? failure.getClass().getSimpleName()
        : "SQLSTATE " + database.getSQLState();
  }

  private static Throwable inTermsOfJdbc(Throwable failure) {
    return failure instanceof RuntimeException e ? DriverFailures.translated(e) : failure;
  }
}
