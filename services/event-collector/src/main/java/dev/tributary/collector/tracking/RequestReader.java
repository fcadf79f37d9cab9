package dev.tributary.collector.tracking;

import dev.tributary.contracts.event.ItemField;
import dev.tributary.contracts.event.ItemFields;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies in one pass: finds and copies the items unchanged, and reads only the fields that
 * decide about them. Stateless.
 */
public final class RequestReader {
  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String BATCH = "batch";

  private final InputLimits limits;

  public RequestReader(InputLimits limits) {
    this.limits = limits;
  }

  /**
   * The body of a single call: it is the item itself.
   *
   * @throws Refused if it is not a JSON object
   */
  public TrackingRequest single(byte[] body) {
    try {
      JsonCursor cursor = start(body);
      ItemReader items = new ItemReader(body, cursor, limits);
      Item item = items.read();
      end(cursor);
      return new TrackingRequest(EMPTY_OBJECT, new ItemFields(), Sender.UNKNOWN, List.of(item));
    } catch (MalformedJson e) {
      throw malformed(e);
    }
  }

  /**
   * The body of a batch.
   *
   * @throws Refused if it is not a JSON object with an array {@code batch} within the limits
   */
  public TrackingRequest batch(byte[] body) {
    try {
      JsonCursor cursor = start(body);
      return batch(body, cursor);
    } catch (MalformedJson e) {
      throw malformed(e);
    }
  }

  private TrackingRequest batch(byte[] body, JsonCursor cursor) {
    ItemFields fields = new ItemFields();
    Envelope envelope = new Envelope(body, limits);
    Nesting nesting = new Nesting(limits.eventDepth());
    Sender sender = Sender.UNKNOWN;
    List<Item> items = null;
    cursor.enter();
    while (cursor.nextMember()) {
      if (cursor.textIs(BATCH)) {
        if (items != null || cursor.peek() != '[') {
          throw new Refused(Refusal.MISSING_BATCH);
        }
        items = items(body, cursor);
        continue;
      }
      ItemField field = ItemNames.last(cursor);
      cursor.peek();
      int start = cursor.position();
      ItemReader.readValue(cursor, fields, field, nesting);
      envelope.note(field, start, cursor.position());
      if (field == ItemField.CONTEXT) {
        sender = SenderReader.read(body, start, cursor.position());
      }
    }
    end(cursor);
    if (items == null) {
      throw new Refused(Refusal.MISSING_BATCH);
    }
    if (nesting.deepest() > limits.eventDepth()) {
      throw new Refused(
          Refusal.TOO_LARGE,
          "A request may be nested at most %d levels deep outside of its events"
              .formatted(limits.eventDepth()));
    }
    return new TrackingRequest(envelope.toJson(), fields, sender, items);
  }

  private List<Item> items(byte[] body, JsonCursor cursor) {
    List<Item> items = new ArrayList<>();
    ItemReader reader = new ItemReader(body, cursor, limits);
    cursor.enter();
    while (cursor.nextElement()) {
      if (items.size() == limits.requestEvents()) {
        throw new Refused(
            Refusal.TOO_MANY_EVENTS,
            "A request may have at most %d events".formatted(limits.requestEvents()));
      }
      items.add(reader.read());
    }
    return items;
  }

  private static JsonCursor start(byte[] body) {
    boolean marked =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    JsonCursor cursor = new JsonCursor(body, marked ? 3 : 0, body.length);
    if (cursor.peek() != '{') {
      cursor.skip(0, new Nesting(0));
      end(cursor);
      throw new Refused(Refusal.NOT_AN_OBJECT);
    }
    return cursor;
  }

  private static void end(JsonCursor cursor) {
    if (cursor.peek() != -1) {
      throw cursor.malformed("the end was expected");
    }
  }

  private static Refused malformed(MalformedJson e) {
    return new Refused(
        Refusal.MALFORMED_JSON, Refusal.MALFORMED_JSON.message() + ". " + e.getMessage());
  }

  /** Collects the common fields of all items. Of a repeated name the last one counts. */
  private static final class Envelope {
    private static final ItemField[] KEPT = {
      ItemField.CONTEXT, ItemField.INTEGRATIONS, ItemField.SENT_AT
    };

    private final byte[] body;
    private final InputLimits limits;
    private final int[] starts = new int[KEPT.length];
    private final int[] ends = new int[KEPT.length];

    Envelope(byte[] body, InputLimits limits) {
      this.body = body;
      this.limits = limits;
    }

    void note(@Nullable ItemField field, int start, int end) {
      for (int i = 0; i < KEPT.length; i++) {
        if (KEPT[i] == field) {
          starts[i] = start;
          ends[i] = end;
        }
      }
    }

    byte[] toJson() {
      ByteArrayOutputStream json = new ByteArrayOutputStream(64);
      for (int i = 0; i < KEPT.length; i++) {
        if (ends[i] > 0) {
          String name = (json.size() == 0 ? "{\"" : ",\"") + KEPT[i].jsonName() + "\":";
          json.writeBytes(name.getBytes(StandardCharsets.UTF_8));
          json.write(body, starts[i], ends[i] - starts[i]);
        }
      }
      if (json.size() == 0) {
        return EMPTY_OBJECT;
      }
      if (json.size() > limits.envelopeBytes()) {
        throw new Refused(
            Refusal.TOO_LARGE,
            "A batch's context and integrations may have at most %d bytes"
                .formatted(limits.envelopeBytes()));
      }
      json.write('}');
      return json.toByteArray();
    }
  }
}
