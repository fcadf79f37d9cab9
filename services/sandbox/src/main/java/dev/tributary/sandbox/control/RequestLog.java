package dev.tributary.sandbox.control;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest requests to stand-ins, without bodies, and the number of all requests. Thread-safe.
 */
public final class RequestLog {
  private static final int KEPT = 10_000;
  private static final int MAXIMUM_PAGE = 1_000;

  /**
   * @param status 0 if no answer was sent
   * @param fault the fault that applied to it, or null
   * @param milliseconds from the request's last byte to the answer's first
   */
  @RecordBuilder
  public record Line(
      long sequence,
      String standIn,
      String method,
      String path,
      int status,
      @Nullable String fault,
      int bytes,
      Instant at,
      long milliseconds) {}

  private record Page(List<Line> requests, long total) {}

  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private final TreeMap<String, Long> totals = new TreeMap<>();
  private long sequence;

  /** Gives the line its sequence. */
  public synchronized void add(Line line) {
    sequence++;
    totals.merge(line.standIn(), 1L, Long::sum);
    lines.addLast(RequestLogLineBuilder.builder(line).sequence(sequence).build());
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  public synchronized void clear() {
    lines.clear();
    totals.clear();
    sequence = 0;
  }

  public synchronized long total(String standIn) {
    return totals.getOrDefault(standIn, 0L);
  }

  /**
   * Oldest first, after the sequence {@code after}; {@code latest=true} returns the last page.
   * {@code standIn} and {@code path} (a part of the path) select lines.
   */
  public synchronized Answer page(Call call) {
    long after = Long.parseLong(call.query("after").orElse("0"));
    int limit = Integer.parseInt(call.query("limit").orElse("100"));
    if (limit < 1 || limit > MAXIMUM_PAGE) {
      throw new IllegalArgumentException("limit must be between 1 and " + MAXIMUM_PAGE);
    }
    var found =
        lines.stream()
            .filter(line -> line.sequence() > after)
            .filter(line -> call.query("standIn").map(line.standIn()::equals).orElse(true))
            .filter(line -> call.query("path").map(line.path()::contains).orElse(true))
            .toList();
    int skipped =
        call.query("latest").filter("true"::equals).isPresent()
            ? Math.max(0, found.size() - limit)
            : 0;
    return Answer.of(
        200, new Page(found.stream().skip(skipped).limit(limit).toList(), found.size()));
  }
}
