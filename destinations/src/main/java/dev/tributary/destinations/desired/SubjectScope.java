package dev.tributary.destinations.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.value.ValueReader;
import dev.tributary.destinations.mapping.ExpressionBudget;
import dev.tributary.destinations.mapping.Reference;
import dev.tributary.destinations.mapping.Scope;
import dev.tributary.destinations.sync.ValueSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a person, row or event by reference. Traits and properties have their declared
 * types. Not thread-safe; it exists as long as one mapping.
 */
final class SubjectScope implements Scope {
  private final Subject subject;
  private final DeclaredTypes types;
  private final ObjectNode fields;
  private final ExpressionBudget budget = new ExpressionBudget();
  private @Nullable ObjectNode eventFields;

  /**
   * @param fields the fields that the mapping has filled so far; they grow
   */
  SubjectScope(Subject subject, DeclaredTypes types, ObjectNode fields) {
    this.subject = subject;
    this.types = types;
    this.fields = fields;
  }

  @Override
  public JsonNode value(Reference reference) {
    return switch (reference.root()) {
      case VALUE -> missing();
      case FIELDS -> field(reference);
      case RECORD ->
          switch (subject) {
            case Subject.OfPerson _ -> trait(reference);
            case Subject.OfRow _ -> column(reference);
            case Subject.OfEvent _ -> property(reference);
          };
      case TRAITS -> trait(reference);
      case COLUMNS -> column(reference);
      case PROPERTIES -> property(reference);
      case IDENTIFIERS ->
          reference.readAfterFirst(
              MappedValues.source(new ValueSource.IdentifierOf(reference.firstName()), subject));
      case PROFILE -> MappedValues.source(new ValueSource.ProfileId(), subject);
      case EVENT -> attribute(reference);
      case CONTEXT ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var person)
              ? reference.read(event.context())
              : missing();
      case INTEGRATIONS ->
          subject instanceof Subject.OfEvent(AppliedEvent event, var person)
              ? reference.read(event.integrations())
              : missing();
    };
  }

  @Override
  public ObjectNode document() {
    ObjectNode document = Json.MAPPER.createObjectNode();
    MappedValues.person(subject)
        .ifPresent(person -> {
          ObjectNode traits = document.putObject("traits");
          person.traits().forEach((name, value) -> set(traits, name, types.trait(name), value));
          ObjectNode identifiers = document.putObject("identifiers");
          person
              .identifiers()
              .forEach(each -> identifiers.withArrayProperty(each.type()).add(each.value()));
          document.putObject("profile").put("id", person.profile().value());
        });
    switch (subject) {
      case Subject.OfPerson _ -> {}
      case Subject.OfRow(var row) -> {
        ObjectNode columns = document.putObject("columns");
        row.key().forEach(columns::set);
        row.row().forEach(columns::set);
      }
      case Subject.OfEvent(AppliedEvent event, var person) -> {
        ObjectNode attributes = document.putObject("event");
        for (ValueSource.Attribute each : ValueSource.Attribute.values()) {
          JsonNode value = MappedValues.attribute(event, each);
          if (!value.isMissingNode()) {
            attributes.set(each.wireName(), value);
          }
        }
        document.set("properties", fieldsOf(event));
        document.set("context", event.context());
        document.set("integrations", event.integrations());
      }
    }
    return document;
  }

  @Override
  public ExpressionBudget budget() {
    return budget;
  }

  private static void set(
      ObjectNode object, String name, @Nullable DeclaredType type, JsonNode value) {
    JsonNode read = ValueReader.value(type, value);
    if (!read.isMissingNode()) {
      object.set(name, read);
    }
  }

  private JsonNode trait(Reference reference) {
    ProfileState person = MappedValues.person(subject).orElse(null);
    if (person == null) {
      return missing();
    }
    return named(person.traits(), reference);
  }

  private JsonNode named(Map<String, JsonNode> traits, Reference reference) {
    String whole = reference.pathText();
    JsonNode exact = traits.get(whole);
    if (exact != null) {
      return ValueReader.value(types.trait(whole), exact);
    }
    JsonNode first = traits.get(reference.firstName());
    return first == null ? missing() : reference.readAfterFirst(first);
  }

  private JsonNode column(Reference reference) {
    if (!(subject instanceof Subject.OfRow(var row))) {
      return missing();
    }
    String whole = reference.pathText();
    JsonNode exact = row.row().get(whole);
    if (exact == null) {
      exact = row.key().get(whole);
    }
    if (exact != null) {
      return exact;
    }
    JsonNode first = row.row().get(reference.firstName());
    return first == null ? missing() : reference.readAfterFirst(first);
  }

  private JsonNode property(Reference reference) {
    return subject instanceof Subject.OfEvent(AppliedEvent event, var person)
        ? ValueReader.value(
            types.property(event, reference.pathText()), reference.read(fieldsOf(event)))
        : missing();
  }

  /** Merged once, because several fields may need them. */
  private ObjectNode fieldsOf(AppliedEvent event) {
    ObjectNode merged = eventFields == null ? event.fields() : eventFields;
    eventFields = merged;
    return merged;
  }

  private JsonNode field(Reference reference) {
    JsonNode exact = fields.get(reference.pathText());
    if (exact != null) {
      return exact;
    }
    return reference.readAfterFirst(fields.path(reference.firstName()));
  }

  private JsonNode attribute(Reference reference) {
    if (!(subject instanceof Subject.OfEvent(AppliedEvent event, var person))) {
      return missing();
    }
    for (ValueSource.Attribute each : ValueSource.Attribute.values()) {
      if (each.wireName().equals(reference.firstName())) {
        return MappedValues.attribute(event, each);
      }
    }
    return missing();
  }

  private static JsonNode missing() {
    return MissingNode.getInstance();
  }
}
