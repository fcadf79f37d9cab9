package dev.tributary.identity.http.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.EventLog;
import dev.tributary.identity.acceptance.LogEntry;
import dev.tributary.identity.acceptance.ProcessedEvents;
import dev.tributary.identity.evidence.ListPosition;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.timeline.EventQueries;
import dev.tributary.identity.timeline.EventQueries.Filter;
import dev.tributary.identity.timeline.EventQueries.Recorded;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events line by line, and reads one page at a time, so that memory is bounded for any
 * range. Each line has the outcome of the event, and the event as received or as processed.
 */
public final class Export {
  private static final int PAGE = 500;

  /** The form of each event in an export. */
  public enum Form {
    /** The exact bytes of the client, with the envelope of the request. */
    RECEIVED,
    /** As other services see it. */
    PROCESSED
  }

  private final EventQueries events;
  private final EventLog log;
  private final Masking masking;
  private final WorkspaceId workspace;
  private final Filter filter;
  private final Form form;

  public Export(
      EventQueries events,
      EventLog log,
      Masking masking,
      WorkspaceId workspace,
      Filter filter,
      Form form) {
    this.events = events;
    this.log = log;
    this.masking = masking;
    this.workspace = workspace;
    this.filter = filter;
    this.form = form;
  }

  public void write(OutputStream out) throws IOException {
    ListPosition after = null;
    List<Recorded> page;
    do {
      page = events.inOrder(workspace, filter, after, PAGE);
      Map<LogEntry, CollectedEvent> collected =
          log.read(
              page.stream()
                  .filter(each -> each.position().holdsEvent())
                  .map(each -> each.in(workspace))
                  .toList());
      for (Recorded recorded : page) {
        out.write(Json.write(line(recorded, collected.get(recorded.in(workspace)))));
        out.write('\n');
        after = new ListPosition(recorded.timestamp(), recorded.event().value());
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
          ProcessedEvents.read(collected)
              .ifPresent(processed ->
                  line.set("processed", masking.event(Json.MAPPER.valueToTree(processed))));
        }
      }
    }
    return line;
  }
}
