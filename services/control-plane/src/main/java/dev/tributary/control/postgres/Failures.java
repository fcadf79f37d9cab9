package dev.tributary.control.postgres;

import dev.tributary.control.audit.EntryRefused;
import dev.tributary.control.audit.TrailUnavailable;
import io.vertx.pgclient.PgException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Separates content that PostgreSQL refuses from outages, which end by themselves. */
final class Failures {
  /** SQLSTATE classes of a value, a row or a constraint. */
  private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "54");

  private Failures() {}

  /** The failure as the domain knows it. */
  static RuntimeException translated(Throwable failure) {
    return ofTheData(failure) ? new EntryRefused(failure) : new TrailUnavailable(failure);
  }

  private static boolean ofTheData(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PgException refused) {
        @Nullable String state = refused.getSqlState();
        return state != null && OF_THE_DATA.stream().anyMatch(state::startsWith);
      }
    }
    return false;
  }
}
