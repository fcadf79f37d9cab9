package dev.tributary.destinations.protocol;

import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs code of a connector that has no effect on items. */
final class ConnectorCode {
  /** The outcome of items whose request cannot be made. */
  static final Outcome UNDECIDED =
      new Outcome.Transient("The connector cannot say how to send this record", null);

  /** The outcome of items about which an answer cannot be read. */
  static final Outcome UNREADABLE = new Outcome.Transient("The answer cannot be read", null);

  /** The outcome of a page whose request cannot be made. */
  static final Outcome NO_LIST =
      new Outcome.Transient("The connector cannot say how to list the records", null);

  private static final System.Logger LOG = System.getLogger(ConnectorCode.class.getName());

  private ConnectorCode() {}

  /** The result of the code; empty if it throws an exception, which is logged. */
  static <T> Optional<T> result(Target target, Supplier<T> code) {
    try {
      return Optional.of(code.get());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The connector of %s failed".formatted(target), e);
      return Optional.empty();
    }
  }
}
