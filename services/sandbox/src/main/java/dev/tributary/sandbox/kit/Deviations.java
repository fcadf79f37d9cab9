package dev.tributary.sandbox.kit;

import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.kit.document.Deviation;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The latest 100 requests that were not as the vendor's document says, and the number of all.
 * Thread-safe.
 */
final class Deviations {
  private static final int KEPT = 100;

  record Request(String method, String path, List<Deviation> deviations) {}

  record Page(long total, List<Request> requests) {}

  private final ArrayDeque<Request> kept = new ArrayDeque<>();
  private long total;

  synchronized void add(Call call, List<Deviation> deviations) {
    total++;
    kept.addLast(new Request(call.method(), call.path(), List.copyOf(deviations)));
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  synchronized void clear() {
    kept.clear();
    total = 0;
  }

  synchronized Page page() {
    return new Page(total, List.copyOf(kept));
  }
}
