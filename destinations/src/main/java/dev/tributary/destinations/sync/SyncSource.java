package dev.tributary.destinations.sync;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ModelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source of a sync's records. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SyncSource.Audience.class, name = "audience"),
  @JsonSubTypes.Type(value = SyncSource.Profiles.class, name = "profiles"),
  @JsonSubTypes.Type(value = SyncSource.Model.class, name = "model"),
  @JsonSubTypes.Type(value = SyncSource.Events.class, name = "events")
})
public sealed interface SyncSource {

  /** The wire name of the kind. */
  String kind();

  /**
   * Whether each record also says that a person meets a rule, whatever the record contains. This
   * service does not know the values that the rule asks for.
   */
  default boolean revealsMembership() {
    return switch (this) {
      case Audience _ -> true;
      case Profiles _, Model _, Events _ -> false;
    };
  }

  /**
   * The members of an audience, as they enter and leave.
   *
   * @param audience the id or key of the audience
   */
  record Audience(AudienceId audience) implements SyncSource {
    @Override
    public String kind() {
      return "audience";
    }
  }

  /** All profiles. */
  record Profiles() implements SyncSource {
    @Override
    public String kind() {
      return "profiles";
    }
  }

  /**
   * The rows of a model.
   *
   * @param model the id or key of the model
   * @param person how a row names the person whose consent counts; null uses the identifiers of a
   *     model of people; for rows of other entities no consent is checked
   */
  record Model(ModelId model, @Nullable PersonLink person) implements SyncSource {
    @Override
    public String kind() {
      return "model";
    }
  }

  /**
   * Single events.
   *
   * @param names of track calls, pages and screens; empty for all events
   */
  record Events(List<String> names) implements SyncSource {
    @Override
    public String kind() {
      return "events";
    }

    public boolean takes(@Nullable String name) {
      return names.isEmpty() || (name != null && names.contains(name));
    }
  }

  /**
   * The column of a row that holds an identifier of a person.
   *
   * @param column the column of the row
   * @param identifier the type of the identifier in this column, for example {@code email}
   */
  record PersonLink(String column, String identifier) {}
}
