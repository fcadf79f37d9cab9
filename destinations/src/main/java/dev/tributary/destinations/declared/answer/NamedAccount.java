package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The account in the answer to a probe.
 *
 * @param id the place of its id
 * @param name the place of its name; null if the answer has none
 */
public record NamedAccount(JsonPointer id, @Nullable JsonPointer name) {
  /** Null if there is a mistake. */
  public static @Nullable NamedAccount compile(Part part) {
    if (!part.isMap("id", "name")) {
      return null;
    }
    if (!part.at("id").isPresent()) {
      part.at("id").fault("is missing; accepted is a JSON pointer, such as /data/0/id");
      return null;
    }
    JsonPointer id = part.at("id").answerPath();
    JsonPointer name = part.at("name").answerPath();
    return id == null ? null : new NamedAccount(id, name);
  }

  /** Null if the answer does not name the account. */
  public Probe.@Nullable Account account(Egress.Answer answer) {
    try {
      JsonNode body = Json.MAPPER.readTree(answer.body());
      String known = TextTemplate.text(body.at(id));
      String named = name == null ? "" : TextTemplate.text(body.at(name));
      return known.isBlank() ? null : new Probe.Account(known, named.isBlank() ? known : named);
    } catch (IOException e) {
      return null;
    }
  }
}
