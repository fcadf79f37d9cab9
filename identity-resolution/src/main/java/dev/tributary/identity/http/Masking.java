package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.identity.matching.TraitReading;
import dev.tributary.identity.postgres.TraitReads;
import dev.tributary.runtime.tenancy.Sight;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.TraitClasses;
import org.jspecify.annotations.Nullable;

/**
 * Puts a mask in place of what a caller may not see. It fails closed: a value is hidden from
 * whoever lacks {@code personal-data:read} until someone has classified its trait as harmless, and
 * that of a sensitive trait from everyone.
 */
final class Masking {
  private static final ObjectNode MASK = JsonNodeFactory.instance.objectNode().put("masked", true);

  private final Sight sight;
  private final boolean revealing;
  private final SensitiveNames sensitive;

  private Masking(Sight sight, boolean revealing) {
    this.sight = sight;
    this.revealing = revealing;
    this.sensitive = new SensitiveNames(sight.classes().sensitive());
  }

  static Masking of(Tenant tenant, TraitReads traits) {
    return of(tenant, traits.classes(tenant.workspaceId()));
  }

  static Masking of(Tenant tenant, TraitClasses classes) {
    return new Masking(new Sight(tenant.mayReadPersonalData(), classes), false);
  }

  /** For one trait that was asked for by name, by somebody who may: sensitive ones are shown. */
  Masking revealing() {
    return new Masking(sight, true);
  }

  JsonNode trait(String trait, JsonNode value) {
    return shown(sight.trait(trait) || (revealing && sight.personalData()), value);
  }

  String classification(String trait) {
    return sight.classes().known().containsKey(trait)
        ? sight.classes().of(trait).wireName()
        : TraitReads.UNCLASSIFIED;
  }

  /** Identifiers, keys of rows, groups: personal whatever anybody says. */
  JsonNode personal(JsonNode value) {
    return shown(sight.personalData(), value);
  }

  /** What matching compared: of no single trait, and hidden if a sensitive one may be in it. */
  @Nullable JsonNode compared(String column, @Nullable String value) {
    boolean hidden =
        sensitive.names().stream()
            .anyMatch(trait -> TraitReading.comparedOf(trait).contains(column));
    return value == null ? null : shown(sight.personalData() && !hidden, TextNode.valueOf(value));
  }

  JsonNode personal(String value) {
    return personal(TextNode.valueOf(value));
  }

  /** An event as it was processed, or what was sent around it. */
  JsonNode event(JsonNode event) {
    return sight.personalData() ? sensitive.masked(event, MASK::deepCopy) : MASK.deepCopy();
  }

  /** An event exactly as it was sent: all of it or, where it may say a sensitive trait, nothing. */
  JsonNode received(byte[] event) {
    return shown(sight.personalData() && !sensitive.mayBeIn(event), ReceivedBytes.node(event));
  }

  /** A command or a row, which names traits in its own way. */
  JsonNode receivedOtherwise(byte[] input) {
    return shown(
        sight.personalData() && !sight.classes().anySensitive(), ReceivedBytes.node(input));
  }

  private static JsonNode shown(boolean shown, JsonNode value) {
    return shown ? value : MASK.deepCopy();
  }
}
