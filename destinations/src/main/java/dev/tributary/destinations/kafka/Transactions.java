package dev.tributary.destinations.kafka;

import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.SQLException;
import java.util.Objects;

/** Failures of stores within a transaction of this package. */
final class Transactions {
  private Transactions() {}

  /** By this exception, the caller decides whether to repeat the transaction. */
  static SQLException cause(StoreFailure failure) {
    return Objects.requireNonNull(DatabaseFailures.sqlException(failure));
  }
}
