package dev.tributary.identity.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Replaces values that a caller may not see by a mask. It fails closed: a caller without {@code
 * personal-data:read} sees only values of traits that a user has classified as harmless. Values of
 * sensitive traits are hidden from all callers.
 */
public final class Masking {
  private final Visibility visibility;
  private final boolean revealing;
  private final SensitiveNames sensitive;

  private Masking(Visibility visibility, boolean revealing) {
    this.visibility = visibility;
    this.revealing = revealing;
    this.sensitive = new SensitiveNames(visibility.classes().sensitive());
  }

  public static Masking of(Tenant tenant, TraitQueries traits) {
    return of(tenant, traits.classes(tenant.workspaceId()));
  }

  public static Masking of(Tenant tenant, TraitClasses classes) {
    return new Masking(Visibility.of(tenant, classes), false);
  }

  /** For one trait that a caller with the right asks for by name: sensitive values are shown. */
  public Masking revealing() {
    return new Masking(visibility, true);
  }

  public JsonNode trait(String trait, JsonNode value) {
    return shown(visibility.trait(trait) || (revealing && visibility.personalData()), value);
  }

  /** Whether numbers of people with this trait, or with some of its values, are rounded. */
  public boolean hides(String trait) {
    return visibility.hides(List.of(trait));
  }

  public Visibility visibility() {
    return visibility;
  }

  public String classification(String trait) {
    return visibility.classes().known().containsKey(trait)
        ? visibility.classes().of(trait).wireName()
        : TraitQueries.UNCLASSIFIED;
  }

  /** Identifiers, keys of rows, groups: they are personal, whatever their classification is. */
  public JsonNode personal(JsonNode value) {
    return shown(visibility.personalData(), value);
  }

  /**
   * A value that comes from no single trait. It is hidden if it may contain a sensitive one.
   *
   * @param mayContain whether the value may come from the trait of this name
   */
  @Nullable public JsonNode derived(@Nullable String value, Predicate<String> mayContain) {
    boolean hidden = sensitive.names().stream().anyMatch(mayContain);
    return value == null
        ? null
        : shown(visibility.personalData() && !hidden, TextNode.valueOf(value));
  }

  public JsonNode personal(String value) {
    return personal(TextNode.valueOf(value));
  }

  /** An event as it was processed, or the envelope of a request. */
  public JsonNode event(JsonNode event) {
    return visibility.personalData()
        ? sensitive.masked(event, MaskedValue::json)
        : MaskedValue.json();
  }

  /**
   * An event exactly as it was sent, as a whole. It is hidden as a whole where it may contain a
   * sensitive trait.
   */
  public JsonNode received(byte[] event) {
    return shown(visibility.personalData() && !sensitive.mayBeIn(event), ReceivedBytes.node(event));
  }

  /** A command or a row. Both name traits in another way than events. */
  public JsonNode receivedOtherwise(byte[] input) {
    return shown(
        visibility.personalData() && !visibility.classes().anySensitive(),
        ReceivedBytes.node(input));
  }

  private static JsonNode shown(boolean shown, JsonNode value) {
    return shown ? value : MaskedValue.json();
  }
}
