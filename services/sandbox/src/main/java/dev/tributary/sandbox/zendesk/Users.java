package dev.tributary.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** End users, known by an external id or an address, both without case. */
final class Users {
  static final Map<String, Object> AGENT =
      Map.of("id", 1, "name", "Sandbox", "role", "admin", "active", true);

  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@.]+");
  private static final List<String> KEYS = List.of("external_id", "email");
  private static final String PHONE = "phone_number";

  /** The fields that a client can write; others are ignored in silence. */
  private static final List<String> FIELDS =
      List.of(
          "name",
          "external_id",
          "phone",
          "role",
          "organization_id",
          "identities",
          "tags",
          "user_fields",
          "notes",
          "details",
          "locale",
          "time_zone",
          "verified");

  /** A user after a write. */
  record Written(StoredRecord user, boolean created) {}

  private final Parts parts;
  private final CustomFields fields;
  private final RecordStore store;

  /** The numbers that are identities, for the control API. */
  private final Members numbers;

  Users(Parts parts, CustomFields fields) {
    this.parts = parts;
    this.fields = fields;
    store =
        parts.store(
            "users",
            KEYS.stream().map(KeyRule::caseless).toList(),
            MergedIds.GONE,
            () -> "" + (1_000 + parts.nextNumber()));
    numbers = parts.members("identities");
  }

  /** Updates the user with the external id or the address, or creates one. */
  Written write(ObjectNode given) {
    var email = checkedEmail(given);
    var byExternalId = Optional.ofNullable(text(given, "external_id")).flatMap(this::byExternalId);
    var byEmail = Optional.ofNullable(email).flatMap(this::byEmail);
    var known = byExternalId.or(() -> byEmail);
    if (known.isPresent()) {
      return new Written(update(known.get(), given), false);
    }
    return new Written(created(given, email), true);
  }

  /** Creates a user, and refuses one whose external id or address another user has. */
  StoredRecord create(ObjectNode given) {
    var email = checkedEmail(given);
    if (email != null && byEmail(email).isPresent()) {
      throw ZendeskWords.duplicate(
          "email", "Email: %s is already being used by another user".formatted(email));
    }
    var externalId = text(given, "external_id");
    if (externalId != null && byExternalId(externalId).isPresent()) {
      throw ZendeskWords.duplicate("external_id", "External has already been taken");
    }
    return created(given, email);
  }

  private StoredRecord created(ObjectNode given, @Nullable String email) {
    if (given.path("name").asText("").isEmpty()) {
      throw ZendeskWords.invalid("name", "Name: is too short (is: 0 characters)");
    }
    var values = withPhone(values(given), Json.LENIENT.createObjectNode());
    var user = written(store.create(new Change(keys(given), values, Nulls.CLEAR)));
    verify(given, email);
    return user;
  }

  /** Another address or number than the first one becomes a further identity. */
  StoredRecord update(StoredRecord user, ObjectNode given) {
    var email = checkedEmail(given);
    var keys = keys(given);
    boolean further =
        email != null && user.key("email") != null && !email.equalsIgnoreCase(user.key("email"));
    if (further) {
      keys.remove("email");
    }
    var values = withPhone(values(given), user.values());
    var updated = written(store.update(user.id(), new Change(keys, values, Nulls.CLEAR)));
    if (email != null && further && !hasEmail(updated, email)) {
      var identity = Json.LENIENT.createObjectNode().put("type", "email").put("value", email);
      addIdentity(updated, identity);
      verify(given, email);
    }
    return required(user.id());
  }

  private static @Nullable String text(ObjectNode given, String field) {
    return given.path(field).isTextual() ? given.path(field).asText() : null;
  }

  private static @Nullable String checkedEmail(ObjectNode given) {
    var email = text(given, "email");
    if (email != null && !EMAIL.matcher(email).matches()) {
      throw ZendeskWords.invalid("email", "Email: %s is not properly formatted".formatted(email));
    }
    return email;
  }

  private static TreeMap<String, @Nullable String> keys(ObjectNode given) {
    var keys = new TreeMap<String, @Nullable String>();
    KEYS.stream()
        .filter(key -> given.path(key).isTextual())
        .forEach(key -> keys.put(key, given.path(key).asText()));
    return keys;
  }

  private ObjectNode values(ObjectNode given) {
    var values = given.deepCopy().retain(FIELDS);
    values.set("user_fields", fields.known("user", given.path("user_fields")));
    return values;
  }

  /**
   * A number that no user has becomes an identity of this one. The first number stays in the
   * profile.
   *
   * @param values that are written
   * @param held those of the user before
   */
  private ObjectNode withPhone(ObjectNode values, ObjectNode held) {
    var number = text(values, "phone");
    if (number == null || number.isEmpty()) {
      return values;
    }
    var first = held.path("phone").asText("");
    if (!first.isEmpty() && !first.equals(number) && numbers(held).findAny().isPresent()) {
      values.remove("phone");
    }
    boolean isTaken =
        store.visible().stream()
            .filter(each -> each.values().path("active").asBoolean(true))
            .anyMatch(each -> numbers(each.values()).anyMatch(number::equals));
    if (!isTaken) {
      var identities = Json.LENIENT.createArrayNode();
      (values.has("identities") ? values : held).path("identities").forEach(identities::add);
      identities.addObject().put("type", PHONE).put("value", number);
      values.set("identities", identities);
      var unused = numbers.add(PHONE, number);
    }
    return values;
  }

  /** The numbers by which a user is recognised. */
  private static Stream<String> numbers(ObjectNode values) {
    return values
        .path("identities")
        .valueStream()
        .filter(each -> each.path("type").asText().equals(PHONE))
        .map(each -> each.path("value").asText());
  }

  private static StoredRecord written(WriteResult result) {
    if (result instanceof WriteResult.Taken(var key, var holder)) {
      throw ZendeskWords.invalid(
          key.name(),
          "%s: %s is already being used by another user"
              .formatted(key.name().equals("email") ? "Email" : "External", key.value()));
    }
    return result.shown().orElseThrow(ZendeskWords::notFound);
  }

  private void verify(ObjectNode given, @Nullable String email) {
    if (email != null
        && !given.path("skip_verify_email").asBoolean()
        && !given.path("verified").asBoolean()) {
      parts.mails().send(email);
    }
  }

  /** The user with this address, also as a further one. */
  private Optional<StoredRecord> byEmail(String email) {
    return store
        .findBy("email", email)
        .or(() -> store.all().stream().filter(user -> hasEmail(user, email)).findFirst());
  }

  private boolean hasEmail(StoredRecord user, String email) {
    return identities(user).stream()
        .anyMatch(each ->
            each.path("type").asText().equals("email")
                && each.path("value").asText().equalsIgnoreCase(email));
  }

  Optional<StoredRecord> byExternalId(String externalId) {
    return store.findBy("external_id", externalId);
  }

  /**
   * Users by {@code phone:}, {@code email:} or {@code external_id:}; other searches find nobody.
   */
  Stream<StoredRecord> search(String query) {
    int colon = query.indexOf(':');
    var field = query.substring(0, Math.max(0, colon));
    var value = query.substring(colon + 1).replace("\"", "");
    if (KEYS.contains(field)) {
      return store.findBy(field, value).stream();
    }
    return store.visible().stream()
        .filter(user -> field.equals("phone") && phones(user).contains(value));
  }

  private static List<String> phones(StoredRecord user) {
    return Stream.concat(Stream.of(user.values().path("phone").asText()), numbers(user.values()))
        .toList();
  }

  /** The users who are not deleted. */
  List<ObjectNode> active() {
    return store.visible().stream()
        .filter(each -> each.values().path("active").asBoolean(true))
        .map(this::view)
        .toList();
  }

  Optional<StoredRecord> find(String id) {
    return store.find(id);
  }

  StoredRecord required(String id) {
    return find(id).orElseThrow(ZendeskWords::notFound);
  }

  /** The address and the identities that were added. */
  List<ObjectNode> identities(StoredRecord user) {
    var found = new ArrayList<ObjectNode>();
    var email = user.key("email");
    if (email != null) {
      found.add(identity(user, 0, "email", email));
    }
    for (var each : user.values().path("identities")) {
      found.add(
          identity(
              user, found.size() + 1, each.path("type").asText(), each.path("value").asText()));
    }
    return found;
  }

  private static ObjectNode identity(StoredRecord user, int number, String type, String value) {
    return Json.LENIENT
        .createObjectNode()
        .put("id", Long.parseLong(user.id()) * 100 + number)
        .put("user_id", Long.parseLong(user.id()))
        .put("type", type)
        .put("value", value);
  }

  ObjectNode addIdentity(StoredRecord user, JsonNode identity) {
    boolean taken =
        store.all().stream()
            .flatMap(each -> identities(each).stream())
            .anyMatch(each ->
                each.path("type").equals(identity.path("type"))
                    && each.path("value").equals(identity.path("value")));
    if (taken) {
      throw ZendeskWords.invalid("value", "Value: is already being used by another user");
    }
    var values = Json.LENIENT.createObjectNode();
    var all = values.putArray("identities");
    user.values().path("identities").forEach(all::add);
    all.add(identity);
    var changed = store.update(user.id(), new Change(Map.of(), values, Nulls.IGNORE)).shown();
    return identities(changed.orElse(user)).getLast();
  }

  /** A deleted user is inactive, and its address is free. It can be erased then. */
  ObjectNode delete(StoredRecord user) {
    var keys = new TreeMap<String, @Nullable String>();
    KEYS.forEach(key -> keys.put(key, null));
    numbers(user.values()).forEach(number -> numbers.remove(PHONE, number));
    var values = Json.LENIENT.createObjectNode().put("active", false);
    return view(
        store.update(user.id(), new Change(keys, values, Nulls.IGNORE)).shown().orElse(user));
  }

  ObjectNode erase(String id) {
    var user = required(id);
    if (user.values().path("active").asBoolean(true)) {
      throw ZendeskWords.notFound();
    }
    store.delete(id);
    return Json.LENIENT.createObjectNode().put("id", Long.parseLong(id)).put("active", false);
  }

  ObjectNode view(StoredRecord user) {
    var view = user.values().deepCopy();
    view.remove("identities");
    if (view.path("phone").isTextual()) {
      var phone = view.path("phone").asText();
      view.put("shared_phone_number", numbers(user.values()).noneMatch(phone::equals));
    }
    return view.put("id", Long.parseLong(user.id()))
        .put("email", user.key("email"))
        .put("active", user.values().path("active").asBoolean(true))
        .put("role", user.values().path("role").asText("end-user"))
        .put("created_at", user.createdAt().toString())
        .put("updated_at", user.updatedAt().toString());
  }
}
