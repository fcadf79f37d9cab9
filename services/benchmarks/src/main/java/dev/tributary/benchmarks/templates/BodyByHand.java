package dev.tributary.benchmarks.templates;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the body of {@code people.yaml} as a programmer would who has no templates. */
final class BodyByHand {
  private static final int BYTES_PER_ITEM = 400;

  private final JsonFactory json = new ObjectMapper().getFactory();

  byte[] of(Batch batch) {
    var bytes = new ByteArrayOutputStream(batch.items().size() * BYTES_PER_ITEM);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeArrayFieldStart("people");
      for (Item item : batch.items()) {
        person(out, item);
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void person(JsonGenerator out, Item item) throws IOException {
    JsonNode fields = item.fields();
    out.writeStartObject();
    out.writeStringField("email", item.matchValue());
    text(out, fields, "first_name");
    text(out, fields, "last_name");
    text(out, fields, "phone");
    text(out, fields, "title");
    text(out, fields, "company");
    out.writeObjectFieldStart("address");
    text(out, fields, "city");
    text(out, fields, "country");
    out.writeEndObject();
    text(out, fields, "language");
    if (fields.hasNonNull("orders")) {
      out.writeNumberField("orders", fields.get("orders").longValue());
    }
    if (fields.hasNonNull("lifetime_value")) {
      out.writeNumberField("lifetime_value", fields.get("lifetime_value").decimalValue());
    }
    if (fields.hasNonNull("subscribed")) {
      out.writeBooleanField("subscribed", fields.get("subscribed").booleanValue());
    }
    out.writeEndObject();
  }

  private static void text(JsonGenerator out, JsonNode fields, String name) throws IOException {
    JsonNode value = fields.get(name);
    if (value != null && !value.isNull()) {
      out.writeStringField(name, value.textValue());
    }
  }
}
