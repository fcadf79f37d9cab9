package dev.tributary.destinations.connectors.apachekafka;

import java.io.IOException;

/**
 * Limits the work that a server asks for when a user signs in with SCRAM. The server chooses the
 * number of iterations, such as {@code i=4096}, and the client of Kafka has no upper limit: two
 * billion iterations take an hour of a processor, and no interrupt ends them.
 */
final class IterationLimit {
  /** Brokers accept at most 16,384 for new passwords. */
  static final int MOST_ITERATIONS = 100_000;

  /** The message of a server is {@code r=<nonce>,s=<salt>,i=<iterations>}, in ASCII. */
  private static final String BEFORE = ",i=";

  private int matched;
  private long iterations;

  /**
   * Reads the next byte of the exchange.
   *
   * @throws IOException if the server asks for more than {@link #MOST_ITERATIONS}
   */
  void arrived(byte next) throws IOException {
    if (matched == BEFORE.length() && next >= '0' && next <= '9') {
      iterations = iterations * 10 + (next - '0');
      if (iterations > MOST_ITERATIONS) {
        throw new IOException(
            "The server asks for more than %d iterations of SCRAM".formatted(MOST_ITERATIONS));
      }
      return;
    }
    iterations = 0;
    if (matched < BEFORE.length() && next == BEFORE.charAt(matched)) {
      matched++;
    } else {
      matched = next == BEFORE.charAt(0) ? 1 : 0;
    }
  }
}
