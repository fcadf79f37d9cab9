package dev.tributary.destinations.connector;

import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * The other side of an object under the contract: a stand-in of the sandbox, or the real store of
 * the tests. It is empty at the start.
 */
public interface ContractVendor extends AutoCloseable {
  Connector connector();

  /** A destination that reaches the vendor. */
  Target target();

  Protocols protocols();

  TestEgress egress();

  Places places();

  /** The time of the vendor. */
  Instant now();

  /** The text that {@code $id} stands for in fields; empty for none. */
  default String prepared() {
    return "";
  }

  /**
   * The result of an attempt whose first request with an effect meets a failure.
   *
   * @throws AssertionError if no request met it
   */
  List<Outcome> failing(WriteFailure failure, Supplier<List<Outcome>> attempt);

  /**
   * The result of an attempt whose first request meets a failure, whether it has an effect or not.
   *
   * @throws AssertionError if no request met it
   */
  default List<Outcome> failingFirst(WriteFailure failure, Supplier<List<Outcome>> attempt) {
    return failing(failure, attempt);
  }

  /** The effects, as texts, after the time that they need. */
  List<String> effects();

  /** Every request was as the vendor's document says, where there is one. */
  default void assertDocumented() {}

  /** Gets new credentials, if those of the account have ended with the time that has passed. */
  default void signIn() {}

  @Override
  default void close() {}
}
