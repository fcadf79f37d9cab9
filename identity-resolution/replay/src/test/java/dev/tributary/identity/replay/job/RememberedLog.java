package dev.tributary.identity.replay.job;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.kafka.IdentityEffects;
import dev.tributary.identity.replay.HistoricalInput;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.runtime.loop.Input;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log of inputs that a test has sent. */
class RememberedLog implements InputHistory {
  private final Map<LogEntry, LogRecord> byEntry = new HashMap<>();
  private final Deque<LogRecord> rows = new ArrayDeque<>();

  RememberedLog(Collection<Input> inputs) {
    inputs.forEach(input -> byEntry.put(entry(input), IdentityEffects.record(input)));
    inOrder(inputs).forEach(row -> rows.add(IdentityEffects.record(row)));
  }

  /** Rows in the order of their runs. */
  static List<Input> inOrder(Collection<Input> inputs) {
    return inputs.stream()
        .filter(input -> input.partition().topic().equals(Topic.ROWS.topicName()))
        .sorted(Comparator.comparing(RememberedLog::acceptedAt).thenComparing(Input::offset))
        .toList();
  }

  private static Instant acceptedAt(Input input) {
    return CommandReplay.at(IdentityEffects.record(input));
  }

  @Override
  public Map<LogEntry, LogRecord> at(Collection<HistoricalInput> inputs, ProgressListener watch) {
    Map<LogEntry, LogRecord> found = new HashMap<>();
    byEntry.forEach((entry, input) -> {
      if (inputs.stream().anyMatch(past -> past.in(entry.workspace()).equals(entry))) {
        found.put(entry, input);
      }
    });
    return found;
  }

  private static LogEntry entry(Input input) {
    MessageHeaders headers = MessageHeaders.from(input.headers());
    return new LogEntry(headers.workspace(), headers.id(), IdentityEffects.position(input));
  }

  @Override
  public void readOn() {}

  @Override
  public @Nullable LogRecord nextRow(ProgressListener watch) {
    return rows.poll();
  }

  @Override
  public void close() {}
}
