package dev.tributary.destinations.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.destinations.mapping.Reference;
import org.jspecify.annotations.Nullable;

/** The source of a field's value. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ValueSource.Trait.class, name = "trait"),
  @JsonSubTypes.Type(value = ValueSource.IdentifierOf.class, name = "identifier"),
  @JsonSubTypes.Type(value = ValueSource.Identifiers.class, name = "identifiers"),
  @JsonSubTypes.Type(value = ValueSource.ProfileId.class, name = "profile"),
  @JsonSubTypes.Type(value = ValueSource.Column.class, name = "column"),
  @JsonSubTypes.Type(value = ValueSource.EventProperty.class, name = "property"),
  @JsonSubTypes.Type(value = ValueSource.EventAttribute.class, name = "event"),
  @JsonSubTypes.Type(value = ValueSource.EventContext.class, name = "context"),
  @JsonSubTypes.Type(value = ValueSource.EventIntegrations.class, name = "integrations"),
  @JsonSubTypes.Type(value = ValueSource.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = ValueSource.InAudience.class, name = "membership")
})
public sealed interface ValueSource {

  /**
   * A trait of the person.
   *
   * @param name the name of the trait
   */
  record Trait(String name) implements ValueSource {
    public Trait {
      need(name, "name");
    }
  }

  /**
   * An identifier of the person. Of several values, the value of the trait with the same name is
   * used, otherwise the first in order.
   *
   * @param type the type of the identifier, for example {@code email}
   */
  record IdentifierOf(String type) implements ValueSource {
    public IdentifierOf {
      need(type, "type");
    }
  }

  /**
   * All identifiers of the person, as a list of texts in order; without a type, as an object with a
   * list for each type.
   *
   * @param type the type of the identifiers, for example {@code email}; null for all types
   */
  record Identifiers(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String type)
      implements ValueSource {}

  /** The profile id. */
  record ProfileId() implements ValueSource {}

  /**
   * A column of the row.
   *
   * @param name the name of the column
   */
  record Column(String name) implements ValueSource {
    public Column {
      need(name, "name");
    }
  }

  /**
   * A property of the event, otherwise the field of that name at its top level.
   *
   * @param path names with dots between them
   */
  record EventProperty(String path) implements ValueSource {
    public EventProperty {
      need(path, "path");
    }
  }

  /**
   * An attribute of the event itself.
   *
   * @param name the name of the attribute
   */
  record EventAttribute(Attribute name) implements ValueSource {
    public EventAttribute {
      need(name, "name");
    }
  }

  /**
   * A value of the context of the event, for example {@code ip}, {@code userAgent}, {@code
   * page.url} or {@code _fbp}.
   *
   * @param path names with dots, {@code [0]} for an element, {@code []} for all elements of a list
   */
  record EventContext(String path) implements ValueSource {
    public EventContext {
      need(path, "path");
      Reference.in(Reference.Root.CONTEXT, path);
    }
  }

  /**
   * A value of the integrations of the event.
   *
   * @param path names with dots, {@code [0]} for an element, {@code []} for all elements of a list
   */
  record EventIntegrations(String path) implements ValueSource {
    public EventIntegrations {
      need(path, "path");
      Reference.in(Reference.Root.INTEGRATIONS, path);
    }
  }

  enum Attribute {
    ID,
    TYPE,
    NAME,
    TIMESTAMP,
    RECEIVED_AT,
    USER_ID,
    ANONYMOUS_ID,
    GROUP_ID,
    CATEGORY,
    PREVIOUS_ID;

    @JsonValue
    public String wireName() {
      return switch (this) {
        case ID -> "id";
        case TYPE -> "type";
        case NAME -> "name";
        case TIMESTAMP -> "timestamp";
        case RECEIVED_AT -> "receivedAt";
        case USER_ID -> "userId";
        case ANONYMOUS_ID -> "anonymousId";
        case GROUP_ID -> "groupId";
        case CATEGORY -> "category";
        case PREVIOUS_ID -> "previousId";
      };
    }
  }

  /**
   * The same value for every record.
   *
   * @param value any JSON value but null
   */
  record Constant(JsonNode value) implements ValueSource {
    public Constant {
      need(value, "value");
    }
  }

  /**
   * Whether the person is in an audience.
   *
   * @param audience the id or key of the audience
   */
  record InAudience(AudienceId audience) implements ValueSource {
    public InAudience {
      need(audience, "audience");
    }
  }

  private static void need(@Nullable Object value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("This kind needs " + name);
    }
  }
}
