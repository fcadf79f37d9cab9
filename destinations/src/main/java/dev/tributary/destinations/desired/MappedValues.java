package dev.tributary.destinations.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.value.ValueReader;
import dev.tributary.destinations.ledger.InvalidField;
import dev.tributary.destinations.mapping.Chain;
import dev.tributary.destinations.mapping.Reference;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.MappedField;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the values that a mapping names. Pure. */
public final class MappedValues {
  /** The most bytes of the values of a record that steps make, in UTF-8. */
  static final int LARGEST = 256 * 1024;

  private static final String TOO_LARGE =
      "The values of the record up to this field are too large; accepted are %d KiB"
          .formatted(LARGEST / 1024);

  private MappedValues() {}

  /**
   * The fields of a record or event; a missing value is left out. A trait or a property has its
   * declared type, and is left out if it cannot be read as this type. Steps then make the value of
   * the field. Without a mapping, these are all values as they were sent if the object of the sync
   * accepts further fields, and no fields otherwise. A list has no fields.
   */
  public static MappedFields of(Sync sync, Subject subject, DeclaredTypes types) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    if (sync.fields().isEmpty()) {
      return new MappedFields(sync.sendsAllValues() ? everything(subject) : fields, List.of());
    }
    List<InvalidField> invalid = new ArrayList<>();
    SubjectScope scope = new SubjectScope(subject, types, fields);
    long size = 0;
    for (MappedField mapped : sync.fields()) {
      Reference reference = mapped.reference();
      JsonNode value =
          reference == null ? read(mapped.from(), subject, types) : scope.value(reference);
      Chain chain = mapped.chain();
      if (chain != null) {
        Chain.Result result = chain.apply(value, scope);
        value = result.value();
        Chain.Fault fault = result.fault();
        if (fault != null) {
          invalid.add(new InvalidField(mapped.field(), mapped.place(fault.place()), fault.words()));
        }
        size += isAbsent(value) ? 0 : Json.write(value).length;
        if (size > LARGEST) {
          // The record is not sent, so the values of its other fields do not matter.
          invalid.add(new InvalidField(mapped.field(), mapped.place(""), TOO_LARGE));
          break;
        }
      }
      if (!isAbsent(value)) {
        fields.set(mapped.field(), value);
      }
    }
    return new MappedFields(fields, invalid);
  }

  /**
   * The match value of the record, or nothing if the subject has none. It is the value as it was
   * sent: a declared type must not make another record of it.
   */
  public static Optional<String> match(SyncSpec sync, Subject subject) {
    FieldMapping match = sync.match();
    if (match == null) {
      return Optional.empty();
    }
    JsonNode value = source(match.from(), subject);
    String text = isAbsent(value) || value.isContainerNode() ? "" : value.asText().strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static ObjectNode everything(Subject subject) {
    return switch (subject) {
      case Subject.OfPerson(ProfileState state, var audiences) -> {
        ObjectNode traits = Json.MAPPER.createObjectNode();
        state.traits().forEach(traits::set);
        yield traits;
      }
      case Subject.OfRow(var row) -> {
        ObjectNode columns = Json.MAPPER.createObjectNode();
        row.row().forEach(columns::set);
        yield columns;
      }
      case Subject.OfEvent(AppliedEvent event, var person) -> Json.MAPPER.valueToTree(event);
    };
  }

  /** The value of a source as its declared type. */
  private static JsonNode read(ValueSource source, Subject subject, DeclaredTypes types) {
    JsonNode value = source(source, subject);
    return switch (source) {
      case ValueSource.Trait(String name) -> ValueReader.value(types.trait(name), value);
      case ValueSource.EventProperty(String path) ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var person)
              ? ValueReader.value(types.property(event, path), value)
              : value;
      case ValueSource.IdentifierOf _,
          ValueSource.Identifiers _,
          ValueSource.ProfileId _,
          ValueSource.Column _,
          ValueSource.EventContext _,
          ValueSource.EventIntegrations _,
          ValueSource.EventAttribute _,
          ValueSource.Constant _,
          ValueSource.InAudience _ ->
          value;
    };
  }

  static JsonNode source(ValueSource source, Subject subject) {
    return switch (source) {
      case ValueSource.Constant(JsonNode value) -> value;
      case ValueSource.Trait(String name) ->
          person(subject)
              .map(person -> person.traits().get(name))
              .orElse(MissingNode.getInstance());
      case ValueSource.IdentifierOf(String type) ->
          person(subject)
              .flatMap(person -> identifier(person, type))
              .<JsonNode>map(TextNode::valueOf)
              .orElse(MissingNode.getInstance());
      case ValueSource.Identifiers(var type) ->
          person(subject).map(person -> identifiers(person, type)).orElse(missing());
      case ValueSource.EventContext(String path) ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var person)
              ? Reference.in(Reference.Root.CONTEXT, path).read(event.context())
              : missing();
      case ValueSource.EventIntegrations(String path) ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var person)
              ? Reference.in(Reference.Root.INTEGRATIONS, path).read(event.integrations())
              : missing();
      case ValueSource.ProfileId() ->
          person(subject)
              .<JsonNode>map(person -> TextNode.valueOf(person.profile().value()))
              .orElse(MissingNode.getInstance());
      case ValueSource.Column(String name) ->
          subject instanceof Subject.OfRow(var row)
              ? row.row().getOrDefault(name, row.key().getOrDefault(name, missing()))
              : missing();
      case ValueSource.EventProperty(String path) ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var person)
              ? at(event.fields(), path)
              : missing();
      case ValueSource.EventAttribute(var attribute) ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var person)
              ? attribute(event, attribute)
              : missing();
      case ValueSource.InAudience(AudienceId audience) ->
          subject instanceof Subject.OfPerson(var state, var audiences)
              ? BooleanNode.valueOf(audiences.contains(audience))
              : missing();
    };
  }

  static Optional<ProfileState> person(Subject subject) {
    return switch (subject) {
      case Subject.OfPerson(ProfileState state, var audiences) -> Optional.of(state);
      case Subject.OfEvent(var event, ProfileState state) -> Optional.of(state);
      case Subject.OfRow(var row) -> Optional.empty();
    };
  }

  private static Optional<String> identifier(ProfileState person, String type) {
    List<String> values =
        person.identifiers().stream()
            .filter(identifier -> identifier.type().equals(type))
            .map(Identifier::value)
            .sorted()
            .toList();
    JsonNode trait = person.traits().get(type);
    String current = trait == null ? "" : trait.asText("").strip().toLowerCase(Locale.ROOT);
    return values.stream()
        .filter(value -> value.toLowerCase(Locale.ROOT).equals(current))
        .findFirst()
        .or(() -> values.stream().findFirst());
  }

  /** Missing if the person has none, so that a default can take their place. */
  private static JsonNode identifiers(ProfileState person, @Nullable String type) {
    if (type == null) {
      ObjectNode byType = Json.MAPPER.createObjectNode();
      person.identifiers().forEach(each -> byType.withArrayProperty(each.type()).add(each.value()));
      return byType.isEmpty() ? missing() : byType;
    }
    ArrayNode values = Json.MAPPER.createArrayNode();
    person.identifiers().stream()
        .filter(identifier -> identifier.type().equals(type))
        .map(Identifier::value)
        .sorted()
        .forEach(values::add);
    return values.isEmpty() ? missing() : values;
  }

  private static JsonNode at(JsonNode node, String path) {
    if (node.has(path)) {
      return node.path(path);
    }
    JsonNode found = node;
    for (String step : path.split("\\.", -1)) {
      found = found.path(step);
    }
    return found;
  }

  static JsonNode attribute(AppliedEvent event, ValueSource.Attribute attribute) {
    return switch (attribute) {
      case ID -> TextNode.valueOf(event.eventId().value());
      case TYPE -> TextNode.valueOf(event.type().name().toLowerCase(Locale.ROOT));
      case NAME -> text(event.name());
      case TIMESTAMP -> TextNode.valueOf(event.timestamp().toString());
      case RECEIVED_AT -> TextNode.valueOf(event.receivedAt().toString());
      case USER_ID -> text(event.userId());
      case ANONYMOUS_ID -> text(event.anonymousId());
      case GROUP_ID -> text(event.groupId());
      case CATEGORY -> text(event.category());
      case PREVIOUS_ID -> text(event.previousId());
    };
  }

  private static JsonNode text(@Nullable String value) {
    return value == null ? missing() : TextNode.valueOf(value);
  }

  private static JsonNode missing() {
    return MissingNode.getInstance();
  }
}
