package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.document.RuleSchemas;
import dev.tributary.contracts.Json;
import dev.tributary.definitions.Filing;
import dev.tributary.runtime.openapi.request.Required;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audience as a client writes it.
 *
 * @param key unique in the workspace, for configuration as code
 * @param name shown in the web UI
 * @param description what the audience is for, for other users
 * @param tags at most 20, each of at most 50 characters; null for none
 * @param folder where users look for the audience; null for none
 * @param owner the user who answers for the audience, usually an e-mail address; null for none
 * @param rule as docs/reference/rule-semantics.md defines it
 * @param allowUnknownTraits true saves a rule whose traits nobody has yet; for this request only
 */
public record AudienceRequest(
    @Required @Nullable String key,
    @Required @Nullable String name,
    @Nullable String description,
    @Nullable List<String> tags,
    @Nullable String folder,
    @Nullable String owner,
    @Required @Nullable @Schema(ref = RuleSchemas.RULE) JsonNode rule,
    @Nullable Boolean allowUnknownTraits) {

  boolean allowsUnknownTraits() {
    return Boolean.TRUE.equals(allowUnknownTraits);
  }

  AudienceRequest with(JsonNode newRule) {
    return new AudienceRequest(
        key, name, description, tags, folder, owner, newRule, allowUnknownTraits);
  }

  /**
   * The content to store.
   *
   * @param bound the rule, after it was bound
   */
  AudienceSpec spec(JsonNode bound) {
    return new AudienceSpec(description, bound, Filing.of(tags, folder, owner).orElse(null));
  }

  /** An audience as a client would write it. */
  static ObjectNode written(String key, String name, AudienceSpec spec) {
    ObjectNode written = Json.MAPPER.createObjectNode();
    written.put("key", key).put("name", name).put("description", spec.description());
    spec.filed().writeTo(written);
    written.set("rule", spec.rule());
    return written;
  }
}
