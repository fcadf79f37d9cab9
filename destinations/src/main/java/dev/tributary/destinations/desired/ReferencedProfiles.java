package dev.tributary.destinations.desired;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.mapping.Chain;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.destinations.sync.ValueSource.Attribute;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that a record names which a user entered by hand. The mapping of the sync gives the
 * meaning of its fields.
 *
 * @param people by their ids
 * @param refs by their identifiers, in the form of {@link IdentifierRef#text}
 */
public record ReferencedProfiles(TreeSet<ProfileRef> people, TreeSet<IdentifierRef> refs) {

  /**
   * @param model the definition of the sync's model, or null if it is not known
   * @param value the match value
   */
  public static ReferencedProfiles of(
      Sync sync, @Nullable ModelBody model, String value, JsonNode fields) {
    ReferencedProfiles named = new ReferencedProfiles(new TreeSet<>(), new TreeSet<>());
    FieldMapping match = sync.spec().match();
    if (match != null) {
      named.add(sync, model, match.from(), value);
    }
    if (sync.spec().mapping().isEmpty()) {
      fields
          .properties()
          .forEach(field ->
              unmapped(sync, field.getKey())
                  .ifPresent(from -> named.addAll(sync, model, from, field.getValue())));
    }
    for (FieldMapping mapping : sync.spec().mapping()) {
      // The result of other steps, such as a hash, names nobody.
      if (mapping.transform() == null || Chain.keepsValue(mapping.transform())) {
        named.addAll(sync, model, mapping.from(), fields.path(mapping.field()));
      }
    }
    return named;
  }

  /** Adds a value, or all elements of a list. */
  private void addAll(Sync sync, @Nullable ModelBody model, ValueSource from, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> add(sync, model, from, element.asText("")));
    } else {
      add(sync, model, from, value.asText(""));
    }
  }

  /** Without a mapping, the name of a field is the name of its value. */
  private static Optional<ValueSource> unmapped(Sync sync, String field) {
    return switch (sync.spec().from()) {
      case SyncSource.Audience audience -> Optional.of(new ValueSource.Trait(field));
      case SyncSource.Profiles() -> Optional.of(new ValueSource.Trait(field));
      case SyncSource.Model model -> Optional.of(new ValueSource.Column(field));
      case SyncSource.Events events ->
          Arrays.stream(Attribute.values())
              .filter(attribute -> attribute.wireName().equals(field))
              .findFirst()
              .map(ValueSource.EventAttribute::new);
    };
  }

  private void add(Sync sync, @Nullable ModelBody model, ValueSource from, String value) {
    if (value.isBlank()) {
      return;
    }
    if (from instanceof ValueSource.ProfileId) {
      people.add(new ProfileRef(sync.workspace(), new ProfileId(value.strip())));
    } else {
      identifier(sync, model, from)
          .ifPresent(
              type -> refs.add(IdentifierRef.of(sync.workspace(), new Identifier(type, value))));
    }
  }

  private static Optional<String> identifier(
      Sync sync, @Nullable ModelBody model, ValueSource from) {
    return switch (from) {
      case ValueSource.IdentifierOf(String type) -> Optional.of(type);
      case ValueSource.Trait(String name) -> Optional.of(name);
      case ValueSource.Column(String column) -> ofColumn(sync, model, column);
      case ValueSource.EventAttribute(Attribute attribute) -> ofAttribute(attribute);
      case ValueSource.Identifiers(var type) -> Optional.ofNullable(type);
      case ValueSource.EventProperty property -> Optional.empty();
      case ValueSource.EventContext context -> Optional.empty();
      case ValueSource.EventIntegrations integrations -> Optional.empty();
      case ValueSource.ProfileId id -> Optional.empty();
      case ValueSource.Constant constant -> Optional.empty();
      case ValueSource.InAudience audience -> Optional.empty();
    };
  }

  private static Optional<String> ofColumn(Sync sync, @Nullable ModelBody model, String column) {
    if (sync.spec().from() instanceof SyncSource.Model(var id, SyncSource.PersonLink link)
        && link != null) {
      return link.column().equals(column) ? Optional.of(link.identifier()) : Optional.empty();
    }
    return model != null && ModelBody.PERSON.equals(model.entity())
        ? Optional.ofNullable(model.mapping().identifiers().get(column))
        : Optional.empty();
  }

  private static Optional<String> ofAttribute(Attribute attribute) {
    return switch (attribute) {
      case USER_ID -> Optional.of(Identifier.USER_ID);
      case ANONYMOUS_ID -> Optional.of(Identifier.ANONYMOUS_ID);
      case ID, TYPE, NAME, TIMESTAMP, RECEIVED_AT, GROUP_ID, CATEGORY, PREVIOUS_ID ->
          Optional.empty();
    };
  }
}
