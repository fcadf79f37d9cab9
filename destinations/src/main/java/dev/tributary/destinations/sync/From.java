package dev.tributary.destinations.sync;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a sync takes its records from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = From.Audience.class, name = "audience"),
  @JsonSubTypes.Type(value = From.Profiles.class, name = "profiles"),
  @JsonSubTypes.Type(value = From.Model.class, name = "model"),
  @JsonSubTypes.Type(value = From.Events.class, name = "events")
})
public sealed interface From {

  /** As the kind is written. */
  String kind();

  /** The members of an audience, as they enter and leave. */
  record Audience(String audience) implements From {
    @Override
    public String kind() {
      return "audience";
    }
  }

  /** Everyone. */
  record Profiles() implements From {
    @Override
    public String kind() {
      return "profiles";
    }
  }

  /**
   * The rows of a model.
   *
   * @param person how a row names the person whose consent counts; null takes the identifiers of a
   *     model of people, and asks nobody for rows of other entities
   */
  record Model(String model, @Nullable PersonLink person) implements From {
    @Override
    public String kind() {
      return "model";
    }
  }

  /**
   * Events, each by itself.
   *
   * @param names of track calls, pages and screens; empty for all events
   */
  record Events(List<String> names) implements From {
    @Override
    public String kind() {
      return "events";
    }

    public boolean takes(@Nullable String name) {
      return names.isEmpty() || (name != null && names.contains(name));
    }
  }

  /** The column of a row that holds an identifier of a person. */
  record PersonLink(String column, String identifier) {}
}
