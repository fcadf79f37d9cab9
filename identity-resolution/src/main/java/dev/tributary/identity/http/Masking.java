package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.identity.postgres.TraitReads;
import dev.tributary.runtime.tenancy.Tenant;
import java.util.Set;

/**
 * What a caller may see. It fails closed: a value is hidden from whoever lacks {@code
 * personal-data:read} until someone has classified its trait as harmless.
 */
final class Masking {
  private static final ObjectNode MASK = JsonNodeFactory.instance.objectNode().put("masked", true);

  private final boolean personalData;
  private final Set<String> harmless;

  private Masking(boolean personalData, Set<String> harmless) {
    this.personalData = personalData;
    this.harmless = harmless;
  }

  static Masking of(Tenant tenant, TraitReads traits) {
    boolean allowed = tenant.mayReadPersonalData();
    return new Masking(allowed, allowed ? Set.of() : traits.harmless(tenant.workspaceId()));
  }

  JsonNode trait(String trait, JsonNode value) {
    return personalData || harmless.contains(trait) ? value : MASK.deepCopy();
  }

  /** Identifiers, keys of rows, groups: personal whatever anybody says. */
  JsonNode personal(JsonNode value) {
    return personalData ? value : MASK.deepCopy();
  }

  JsonNode personal(String value) {
    return personal(TextNode.valueOf(value));
  }
}
