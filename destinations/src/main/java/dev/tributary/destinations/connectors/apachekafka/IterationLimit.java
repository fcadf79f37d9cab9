package dev.tributary.destinations.connectors.apachekafka;

import java.io.IOException;

/**
 * Limits the work that a server asks for when a user signs in with SCRAM. The server chooses the
 * number of iterations, such as {@code i=4096}, and the client of Kafka has no upper limit: two
 * billion iterations take an hour of a processor, and no interrupt ends them.
 */
final class IterationLimit {
  /** Brokers accept at most 16,384 for new passwords. */
  static final int MOST_ITERATIONS = 20_000;

  /** For all sign-ins of a batch; some 60 of them can have the maximum of brokers. */
  private static final int MOST_OF_BATCH = 1_000_000;

  /** The message of a server is {@code r=<nonce>,s=<salt>,i=<iterations>}, in ASCII. */
  private static final String BEFORE = ",i=";

  private final Work work;
  private int matched;
  private long iterations;

  /** The iterations of all sign-ins of a batch. Not thread-safe. */
  static final class Work {
    private long iterations;

    private void add(long more) throws IOException {
      iterations += more;
      if (iterations > MOST_OF_BATCH) {
        throw new IOException(
            "The servers ask for more than %d iterations of SCRAM together"
                .formatted(MOST_OF_BATCH));
      }
    }
  }

  IterationLimit(Work work) {
    this.work = work;
  }

  /**
   * Reads the next byte of the exchange.
   *
   * @throws IOException if the server asks for more than {@link #MOST_ITERATIONS}, or all servers
   *     of the batch for more than a million
   */
  void arrived(byte next) throws IOException {
    if (matched == BEFORE.length() && next >= '0' && next <= '9') {
      long before = iterations;
      iterations = iterations * 10 + (next - '0');
      if (iterations > MOST_ITERATIONS) {
        throw new IOException(
            "The server asks for more than %d iterations of SCRAM".formatted(MOST_ITERATIONS));
      }
      work.add(iterations - before);
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
