package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import dev.tributary.sandbox.klaviyo.JsonApi.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/profiles} and {@code /api/profile-import}. */
final class Profiles {
  /** In the order in which they identify a profile. */
  static final List<String> KEYS = List.of("email", "phone_number", "external_id");

  private static final int MAXIMUM_BYTES = 100_000;
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{6,14}");
  private static final Pattern FILTER = Pattern.compile("(equals|any)\\((\\w+),(.+)\\)");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final RecordStore store;

  Profiles(RecordStore store) {
    this.store = store;
  }

  Answer create(Call call) {
    return answer(201, written(store.create(checked(JsonApi.data(call), Nulls.IGNORE))));
  }

  Answer update(Call call) {
    var change = checked(JsonApi.data(call), Nulls.CLEAR);
    return answer(200, written(store.update(call.parameter("id"), change)));
  }

  /** Creates or updates. An id of Klaviyo comes before all other identifiers. */
  Answer importOne(Call call) {
    var result = upsert(JsonApi.data(call), Nulls.CLEAR);
    return answer(result instanceof WriteResult.Created ? 201 : 200, written(result));
  }

  Answer get(Call call) {
    var id = call.parameter("id");
    return store
        .find(id)
        .map(profile -> answer(200, profile))
        .orElseThrow(() -> JsonApi.notFound("profile", id));
  }

  /** All profiles, or those of a filter with {@code equals} or {@code any}. */
  Answer list(Call call) {
    var wanted = call.query("filter").map(FILTER::matcher);
    if (wanted.isPresent() && !wanted.get().matches()) {
      throw JsonApi.refused(
          new Fault(
              400,
              "invalid",
              "Invalid filter provided",
              "This stand-in knows equals and any.",
              Map.of("parameter", "filter")));
    }
    var found = store.visible().stream();
    if (wanted.isPresent()) {
      var field = wanted.get().group(2);
      var values =
          TEXT.matcher(wanted.get().group(3))
              .results()
              .map(match -> match.group(1).replace("\\\"", "\"").replace("\\\\", "\\"))
              .toList();
      found = found.filter(profile -> values.contains(value(profile, field)));
    }
    return JsonApi.page(call, found.map(Profiles::view).toList());
  }

  private static @Nullable String value(StoredRecord profile, String field) {
    return field.equals("id") ? profile.id() : profile.key(field);
  }

  WriteResult upsert(JsonNode profile, Nulls nulls) {
    var change = checked(profile, nulls);
    var id = profile.path("id").asText("");
    return id.isEmpty() || profile.path("id").isNull()
        ? store.upsert(change)
        : store.update(id, change);
  }

  Optional<StoredRecord> find(String id) {
    return store.find(id);
  }

  /** The profile that a reference with an id or an identifier names. */
  Optional<StoredRecord> referenced(JsonNode profile) {
    var id = profile.path("id").asText("");
    if (!id.isEmpty() && !profile.path("id").isNull()) {
      return store.find(id);
    }
    return KEYS.stream()
        .filter(key -> profile.path("attributes").path(key).isTextual())
        .map(key -> store.findBy(key, profile.path("attributes").path(key).asText()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * @throws Refused if an identifier is wrong, or there is none
   */
  static Change checked(JsonNode profile, Nulls nulls) {
    fault(profile)
        .ifPresent(fault -> {
          throw JsonApi.refused(fault);
        });
    var keys = new TreeMap<String, @Nullable String>();
    var values = Json.LENIENT.createObjectNode();
    profile
        .path("attributes")
        .properties()
        .forEach(field -> {
          if (!KEYS.contains(field.getKey())) {
            values.set(field.getKey(), field.getValue());
          } else if (field.getValue().isTextual()) {
            keys.put(field.getKey(), field.getValue().asText());
          } else if (nulls == Nulls.CLEAR) {
            keys.put(field.getKey(), null);
          }
        });
    return new Change(keys, values, nulls);
  }

  /** The error of a profile, with the place from the profile. */
  static Optional<Fault> fault(JsonNode profile) {
    var attributes = profile.path("attributes");
    if (profile.toString().length() > MAXIMUM_BYTES) {
      return Optional.of(Fault.invalid("/data/attributes", "The profile is larger than 100KB."));
    }
    var email = attributes.path("email");
    if (email.isTextual() && !EMAIL.matcher(email.asText().strip()).matches()) {
      return Optional.of(Fault.invalid("/data/attributes/email", "Invalid email address"));
    }
    var phone = attributes.path("phone_number");
    if (phone.isTextual() && !PHONE.matcher(phone.asText()).matches()) {
      return Optional.of(
          Fault.invalid(
              "/data/attributes/phone_number", "%s is not a valid phone number.".formatted(phone)));
    }
    boolean named =
        profile.path("id").isTextual()
            || KEYS.stream().anyMatch(key -> attributes.path(key).isTextual());
    return named
        ? Optional.empty()
        : Optional.of(
            Fault.invalid(
                "/data/attributes", "One of email, phone_number, external_id or id is required."));
  }

  /**
   * @throws Refused if nothing was written
   */
  static StoredRecord written(WriteResult result) {
    return switch (result) {
      case WriteResult.Created(var profile) -> profile;
      case WriteResult.Updated(var profile) -> profile;
      case WriteResult.Dropped(var profile) -> profile;
      case WriteResult.Missing(var id) -> throw JsonApi.notFound("profile", id);
      case WriteResult.Erased(var key) ->
          throw JsonApi.refused(
              Fault.invalid("/data/attributes/" + key.name(), key.value() + " was deleted."));
      case WriteResult.Taken(var key, var holder) ->
          throw new Refused(
              JsonApi.failure(
                  409,
                  List.of(
                      new Fault(
                          409,
                          "duplicate_profile",
                          "Conflict.",
                          "A profile already exists with one of these identifiers.",
                          Map.of("pointer", "/data/attributes"))),
                  Map.of("duplicate_profile_id", holder)));
    };
  }

  private static Answer answer(int status, StoredRecord profile) {
    return JsonApi.one(status, view(profile));
  }

  static ObjectNode view(StoredRecord profile) {
    var attributes = profile.values().deepCopy();
    KEYS.forEach(key -> attributes.put(key, profile.key(key)));
    attributes
        .put("created", profile.createdAt().toString())
        .put("updated", profile.updatedAt().toString());
    return JsonApi.resource("profile", profile.id(), attributes);
  }
}
