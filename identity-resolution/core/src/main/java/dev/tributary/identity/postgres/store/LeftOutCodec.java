package dev.tributary.identity.postgres.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.rules.TypeLimit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The identifiers of an event or a row that did not count, as an array of objects. */
public final class LeftOutCodec {
  private LeftOutCodec() {}

  /** The stored form, without nesting. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Entry(
      String type, String value, LeftOut.Reason reason, @Nullable TypeLimit limit) {
    static Entry of(LeftOut leftOut) {
      Identifier identifier = leftOut.identifier();
      return new Entry(identifier.type(), identifier.value(), leftOut.reason(), leftOut.limit());
    }

    LeftOut leftOut() {
      return new LeftOut(new Identifier(type, value), reason, limit);
    }
  }

  /** Null if all identifiers counted. */
  public static @Nullable String write(List<LeftOut> leftOut) {
    return leftOut.isEmpty()
        ? null
        : new String(Json.write(leftOut.stream().map(Entry::of).toList()), StandardCharsets.UTF_8);
  }

  public static List<LeftOut> read(@Nullable String json) {
    if (json == null) {
      return List.of();
    }
    ArrayNode entries = Json.read(json.getBytes(StandardCharsets.UTF_8), ArrayNode.class);
    return entries
        .valueStream()
        .map(each -> Json.MAPPER.convertValue(each, Entry.class))
        .map(Entry::leftOut)
        .toList();
  }
}
