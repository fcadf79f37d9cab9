package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.document.RuleSchemas;
import dev.tributary.contracts.Json;
import dev.tributary.runtime.openapi.request.Required;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audience as a client writes it.
 *
 * @param key unique in the workspace, for configuration as code
 * @param name shown in the web UI
 * @param description what the audience is for, for other users
 * @param rule as docs/reference/rule-semantics.md defines it
 * @param allowUnknownTraits true saves a rule whose traits nobody has yet; for this request only
 */
public record AudienceRequest(
    @Required @Nullable String key,
    @Required @Nullable String name,
    @Nullable String description,
    @Required @Nullable @Schema(ref = RuleSchemas.RULE) JsonNode rule,
    @Nullable Boolean allowUnknownTraits) {

  boolean allowsUnknownTraits() {
    return Boolean.TRUE.equals(allowUnknownTraits);
  }

  AudienceRequest with(JsonNode newRule) {
    return new AudienceRequest(key, name, description, newRule, allowUnknownTraits);
  }

  /** An audience as a client would write it. */
  static ObjectNode written(String key, String name, AudienceSpec spec) {
    ObjectNode written = Json.MAPPER.createObjectNode();
    written.put("key", key).put("name", name).put("description", spec.description());
    written.set("rule", spec.rule());
    return written;
  }
}
