package dev.tributary.audience.definition;

import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.DeclaredTypes.Property;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.EventPropertyBody;
import dev.tributary.contracts.event.CallType;
import dev.tributary.runtime.definition.WorkspaceTypes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored declaration of a property of events.
 *
 * @param event null for rules that count all events of the call
 * @param type null reads values as they were sent
 */
public record PropertySpec(
    CallType call, @Nullable String event, String property, @Nullable DeclaredType type) {
  public static final String KIND = "event-property";

  /** Identifies the declaration: call, event and property as a JSON list. */
  public String key() {
    return Json.MAPPER.createArrayNode().add(call.wireName()).add(event).add(property).toString();
  }

  /** The name that users see. */
  public String name() {
    return (event == null ? call.wireName() : event) + ": " + property;
  }

  /** The declaration in effect while none is stored. */
  public PropertySpec unset() {
    return new PropertySpec(call, event, property, null);
  }

  public EventPropertyBody published() {
    return new EventPropertyBody(call, event, property, type);
  }

  /**
   * The types as rules read them.
   *
   * @param traits by path
   * @param properties without effect for calls that rules do not count
   */
  public static DeclaredTypes types(
      Map<String, DeclaredType> traits, Map<WorkspaceTypes.Property, DeclaredType> properties) {
    Map<Property, DeclaredType> counted = new HashMap<>();
    properties.forEach(
        (property, type) -> place(property).ifPresent(place -> counted.put(place, type)));
    return new DeclaredTypes(traits, counted);
  }

  /** Empty for a call that rules do not count. */
  private static Optional<Property> place(WorkspaceTypes.Property property) {
    return Optional.ofNullable(property.call())
        .map(call -> Call.named(call.wireName()))
        .map(call -> new Property(new EventKind(call, property.event()), property.path()));
  }
}
