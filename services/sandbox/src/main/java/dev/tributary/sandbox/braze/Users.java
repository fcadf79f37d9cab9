package dev.tributary.sandbox.braze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The users of a workspace. Only the external id and aliases are unique; of several users with an
 * address, the one that was updated last is taken.
 */
final class Users {
  static final String EXTERNAL_ID = "external_id";
  static final String ALIAS = "user_alias";

  /** Fields of the user's profile; all others are custom attributes. */
  private static final Set<String> STANDARD =
      Set.of(
          "country",
          "date_of_first_session",
          "date_of_last_session",
          "dob",
          "email",
          "email_subscribe",
          "first_name",
          "gender",
          "home_city",
          "language",
          "last_name",
          "phone",
          "push_subscribe",
          "time_zone");

  private static final Set<String> CONTROLS =
      Set.of(EXTERNAL_ID, ALIAS, "braze_id", "_update_existing_only", "_merge_objects");

  /** A text that is longer is no valid value. */
  private static final int MAXIMUM_TEXT = 255;

  private final RecordStore store;

  Users(RecordStore store) {
    this.store = store;
  }

  /** The user that an object of a request names. */
  Optional<StoredRecord> named(JsonNode object) {
    if (object.path(EXTERNAL_ID).isTextual()) {
      return store.findBy(EXTERNAL_ID, object.path(EXTERNAL_ID).asText());
    }
    if (object.path(ALIAS).isObject()) {
      return store.findBy(ALIAS, alias(object.path(ALIAS)));
    }
    if (object.path("braze_id").isTextual()) {
      return store.all().stream()
          .filter(user -> user.id().equals(object.path("braze_id").asText()))
          .findFirst();
    }
    var field = object.path("email").isTextual() ? "email" : "phone";
    var wanted = object.path(field).asText();
    return store.all().stream()
        .filter(user -> user.values().path(field).asText().equalsIgnoreCase(wanted))
        .max(Comparator.comparing(StoredRecord::updatedAt));
  }

  /**
   * Updates the user, or creates one.
   *
   * @return the id; empty if the user does not exist and must not be created
   */
  Optional<String> track(JsonNode object) {
    var user = named(object);
    if (user.isEmpty() && !creates(object)) {
      return Optional.empty();
    }
    var change = change(object);
    var result =
        user.map(present -> store.update(present.id(), change))
            .orElseGet(() -> store.create(change));
    return switch (result) {
      case WriteResult.Created(var written) -> Optional.of(written.id());
      case WriteResult.Updated(var written) -> Optional.of(written.id());
      case WriteResult.Dropped(var written) -> Optional.empty();
      case WriteResult.Taken(var key, var holder) -> Optional.empty();
      case WriteResult.Missing(var id) -> Optional.empty();
      case WriteResult.Erased(var key) -> Optional.empty();
    };
  }

  /** Alias-only users are created only if the object says so; a Braze id never creates. */
  private static boolean creates(JsonNode object) {
    var existingOnly = object.path("_update_existing_only");
    if (object.path(EXTERNAL_ID).isTextual()) {
      return !existingOnly.asBoolean(false);
    }
    if (object.path(ALIAS).isObject()) {
      return !existingOnly.asBoolean(true);
    }
    return !object.path("braze_id").isTextual() && !existingOnly.asBoolean(false);
  }

  private static Change change(JsonNode object) {
    var values = Json.LENIENT.createObjectNode();
    object
        .properties()
        .forEach(field -> {
          if (!CONTROLS.contains(field.getKey()) && valid(field.getValue())) {
            values.set(field.getKey(), field.getValue());
          }
        });
    return new Change(
        keys(object),
        values,
        Nulls.CLEAR,
        object.path("_merge_objects").asBoolean()
            ? Change.Objects.MERGED
            : Change.Objects.REPLACED);
  }

  private static Map<String, @Nullable String> keys(JsonNode object) {
    var keys = new TreeMap<String, @Nullable String>();
    if (object.path(EXTERNAL_ID).isTextual()) {
      keys.put(EXTERNAL_ID, object.path(EXTERNAL_ID).asText());
    } else if (object.path(ALIAS).isObject()) {
      keys.put(ALIAS, alias(object.path(ALIAS)));
    }
    return keys;
  }

  /** One invalid value inside of a nested attribute drops the attribute in silence. */
  private static boolean valid(JsonNode value) {
    if (value.isTextual()) {
      return value.asText().length() <= MAXIMUM_TEXT;
    }
    for (var part : value) {
      if (!valid(part)) {
        return false;
      }
    }
    return true;
  }

  static String alias(JsonNode alias) {
    return alias.path("alias_label").asText() + ":" + alias.path("alias_name").asText();
  }

  boolean delete(StoredRecord user) {
    return store.delete(user.id());
  }

  boolean merge(StoredRecord from, StoredRecord into) {
    return store.merge(from.id(), into.id());
  }

  /** The users with these external ids as readers see them. */
  List<StoredRecord> visible(Set<String> externalIds) {
    return store.visible().stream()
        .filter(user -> externalIds.contains(String.valueOf(user.key(EXTERNAL_ID))))
        .toList();
  }

  /** The names of the attributes that requests have created, with their types. */
  Map<String, String> customAttributes() {
    var names = new TreeMap<String, String>();
    for (var user : store.visible()) {
      user.values().properties().stream()
          .filter(field -> !STANDARD.contains(field.getKey()))
          .forEach(field -> names.put(field.getKey(), type(field.getValue())));
    }
    return names;
  }

  private static String type(JsonNode value) {
    var type =
        switch (value.getNodeType()) {
          case NUMBER -> "Number";
          case BOOLEAN -> "Boolean";
          case ARRAY -> "Array";
          case OBJECT -> "Object";
          default -> "String";
        };
    return type + " (Automatically Detected)";
  }

  /** A user as an export shows it. */
  static ObjectNode view(StoredRecord user) {
    var view = Json.LENIENT.createObjectNode().put("braze_id", user.id());
    var externalId = user.key(EXTERNAL_ID);
    if (externalId != null) {
      view.put(EXTERNAL_ID, externalId);
    }
    var custom = Json.LENIENT.createObjectNode();
    user.values()
        .properties()
        .forEach(field ->
            (STANDARD.contains(field.getKey()) ? view : custom)
                .set(field.getKey(), field.getValue()));
    view.set("custom_attributes", custom);
    return view;
  }
}
