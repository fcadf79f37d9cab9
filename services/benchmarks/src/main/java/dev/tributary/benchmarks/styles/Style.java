package dev.tributary.benchmarks.styles;

import java.time.Duration;
import org.HdrHistogram.Recorder;

/**
 * One way to make the transaction that is compared: name the workspace for row-level security, add
 * an entry, and read the newest entries of the workspace. Each style has the same number of
 * connections.
 */
interface Style extends AutoCloseable {
  int CONNECTIONS = 16;
  int NEWEST = 20;
  String ENTER = "select set_config('app.workspace', %s, true)";

  String name();

  /**
   * Makes transactions until the time has passed, and returns when the last one has ended.
   *
   * @param clients how many transactions are made or wait at a time
   * @param micros gets the time of each transaction, in microseconds
   * @throws RuntimeException if a transaction fails
   */
  void run(int clients, Duration time, Recorder micros);

  @Override
  void close();

  /** The workspace of a client. */
  static String workspace(int client) {
    return "workspace-" + client;
  }
}
