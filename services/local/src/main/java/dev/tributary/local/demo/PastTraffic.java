package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sends the past events once. Its progress is stored after each group of visits. If a demo was
 * interrupted, repeated events have the same messageIds and count once.
 */
record PastTraffic(BatchSender sender, Path stateFile) {

  private static final int VISITS_AT_A_TIME = 50;

  /** The number of events that the collector has accepted in all. */
  static long events(DemoState state) {
    return IntStream.range(0, state.visitsSent())
        .mapToLong(visit -> PastVisit.events(state, visit).size())
        .sum();
  }

  /** Returns the number of events that were sent now. */
  long send(DemoState from) throws InterruptedException {
    long events = 0;
    DemoState state = from;
    while (state.visitsSent() < state.scale().visits()) {
      int end = Math.min(state.visitsSent() + VISITS_AT_A_TIME, state.scale().visits());
      events += send(state, end);
      state = state.sent(end);
      state.save(stateFile);
    }
    return events;
  }

  private long send(DemoState state, int end) throws InterruptedException {
    Map<String, List<ObjectNode>> bySource = new LinkedHashMap<>();
    for (int visit = state.visitsSent(); visit < end; visit++) {
      for (PastVisit.Sent sent : PastVisit.events(state, visit)) {
        bySource.computeIfAbsent(sent.source(), _ -> new ArrayList<>()).add(sent.event());
      }
    }
    long events = 0;
    for (Map.Entry<String, List<ObjectNode>> batch : bySource.entrySet()) {
      sender.send(batch.getKey(), batch.getValue());
      events += batch.getValue().size();
    }
    return events;
  }
}
