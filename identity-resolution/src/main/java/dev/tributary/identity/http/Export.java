package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.kafka.EventLog;
import dev.tributary.identity.postgres.EventReads;
import dev.tributary.identity.postgres.EventReads.Filter;
import dev.tributary.identity.postgres.EventReads.Recorded;
import dev.tributary.identity.postgres.TimelineReads.Moment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events line by line, a page at a time, so that memory is bounded whatever is asked for.
 * Each line holds what became of the event; beside it the event as received or as processed.
 */
final class Export {
  private static final int PAGE = 500;

  /** How an event is written. */
  enum Form {
    /** The client's bytes, exactly, with the request's envelope. */
    RECEIVED,
    /** As other services see it. */
    PROCESSED
  }

  private final EventReads events;
  private final EventLog log;
  private final Masking masking;
  private final String workspace;
  private final Filter filter;
  private final Form form;

  Export(
      EventReads events,
      EventLog log,
      Masking masking,
      String workspace,
      Filter filter,
      Form form) {
    this.events = events;
    this.log = log;
    this.masking = masking;
    this.workspace = workspace;
    this.filter = filter;
    this.form = form;
  }

  void write(OutputStream out) throws IOException {
    Moment after = null;
    List<Recorded> page;
    do {
      page = events.inOrder(workspace, filter, after, PAGE);
      Map<LogPosition, CollectedEvent> collected =
          log.read(
              page.stream()
                  .filter(each -> EventLog.holds(each.position()))
                  .map(each -> each.in(workspace))
                  .toList());
      for (Recorded recorded : page) {
        out.write(Json.write(line(recorded, collected.get(recorded.position()))));
        out.write('\n');
        after = new Moment(recorded.timestamp(), recorded.event());
      }
      out.flush();
    } while (page.size() == PAGE);
  }

  private ObjectNode line(Recorded recorded, @Nullable CollectedEvent collected) {
    ObjectNode line = Json.MAPPER.valueToTree(EventView.of(recorded));
    switch (form) {
      case RECEIVED -> {
        if (collected != null) {
          JsonNode item = masking.received(collected.item());
          line.set(item.isBinary() ? "receivedBase64" : "received", item);
          line.set("envelope", masking.event(Json.read(collected.envelope(), JsonNode.class)));
        }
      }
      case PROCESSED -> {
        if (collected != null) {
          EventLog.processed(collected)
              .ifPresent(processed ->
                  line.set("processed", masking.event(Json.MAPPER.valueToTree(processed))));
        }
      }
    }
    return line;
  }
}
