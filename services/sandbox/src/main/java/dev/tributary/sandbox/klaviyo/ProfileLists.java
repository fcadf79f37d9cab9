package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.klaviyo.JsonApi.Fault;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /api/lists} and the members of lists. A new member gets a mail of the list's flow. */
final class ProfileLists {
  private static final int MAXIMUM_CHANGE = 1_000;
  private static final Pattern FILTER =
      Pattern.compile("equals\\((name|id),\"((?:[^\"\\\\]|\\\\.)*)\"\\)");

  private final RecordStore lists;
  private final RecordStore profiles;
  private final Parts parts;
  private final Map<String, SequencedMap<String, Instant>> members = new LinkedHashMap<>();

  ProfileLists(Parts parts, RecordStore lists, RecordStore profiles) {
    this.parts = parts;
    this.lists = lists;
    this.profiles = profiles;
  }

  void reset() {
    members.clear();
  }

  Answer create(Call call) {
    var values = (ObjectNode) JsonApi.data(call).path("attributes").deepCopy();
    if (!values.path("opt_in_process").isTextual()) {
      values.put("opt_in_process", "double_opt_in");
    }
    var result = lists.create(new Change(Map.of(), values, Change.Nulls.IGNORE));
    return JsonApi.one(201, view(Profiles.written(result)));
  }

  /** All lists, or those of a filter with {@code equals} by name or id. */
  Answer all(Call call) {
    var wanted = call.query("filter").map(FILTER::matcher);
    if (wanted.isPresent() && !wanted.get().matches()) {
      throw JsonApi.refused(
          new Fault(
              400,
              "invalid",
              "Invalid filter provided",
              "This stand-in knows equals.",
              Map.of("parameter", "filter")));
    }
    return JsonApi.page(
        call,
        lists.visible().stream()
            .filter(list -> wanted.isEmpty() || isNamed(list, wanted.get()))
            .map(ProfileLists::view)
            .toList());
  }

  private static boolean isNamed(StoredRecord list, Matcher wanted) {
    var value = wanted.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
    return value.equals(
        wanted.group(1).equals("id") ? list.id() : list.values().path("name").asText());
  }

  Answer get(Call call) {
    return JsonApi.one(200, view(required(call.parameter("id"))));
  }

  Answer delete(Call call) {
    var id = required(call.parameter("id")).id();
    lists.delete(id);
    members.remove(id);
    return Answer.empty(204);
  }

  Answer members(Call call) {
    var list = required(call.parameter("id")).id();
    return JsonApi.page(
        call,
        members(list).entrySet().stream()
            .flatMap(member ->
                profiles.find(member.getKey()).stream()
                    .map(profile -> member(profile, member.getValue())))
            .toList());
  }

  private static ObjectNode member(StoredRecord profile, Instant since) {
    var view = Profiles.view(profile);
    ((ObjectNode) view.path("attributes")).put("joined_group_at", since.toString());
    return view;
  }

  Answer add(Call call) {
    var list = required(call.parameter("id")).id();
    var data = checked(call);
    data.forEach(each -> requiredProfile(each.path("id").asText()));
    data.forEach(each -> join(list, each.path("id").asText()));
    return Answer.empty(204);
  }

  Answer remove(Call call) {
    var list = required(call.parameter("id")).id();
    checked(call).forEach(each -> leave(list, each.path("id").asText()));
    return Answer.empty(204);
  }

  /** For the control API: the ids of the members of a list. */
  Answer memberIds(Call call) {
    return Answer.of(200, members(call.parameter("id")).keySet());
  }

  private static JsonNode checked(Call call) {
    var data = JsonApi.data(call);
    if (data.size() > MAXIMUM_CHANGE) {
      throw JsonApi.refused(
          Fault.invalid("/data", "At most 1000 profiles can be added or removed at once."));
    }
    return data;
  }

  /** Adds a profile. A profile that was not a member gets a mail, unless it is unsubscribed. */
  void join(String list, String profile) {
    if (joinQuietly(list, profile)) {
      profiles
          .find(profile)
          .filter(each -> !Consent.of(each, "email").equals(Consent.UNSUBSCRIBED))
          .map(each -> each.key("email"))
          .ifPresent(parts.mails()::send);
    }
  }

  /** Adds a profile without a mail, and returns whether it was no member. */
  boolean joinQuietly(String list, String profile) {
    return members(list).putIfAbsent(profile, parts.now()) == null;
  }

  /** Removes a profile, and returns whether it was a member. */
  boolean leave(String list, String profile) {
    return members(list).remove(profile) != null;
  }

  void forget(String profile) {
    members.values().forEach(list -> list.remove(profile));
  }

  boolean needsConfirmation(String list) {
    return lists
        .find(list)
        .filter(each -> each.values().path("opt_in_process").asText().equals("double_opt_in"))
        .isPresent();
  }

  StoredRecord required(String id) {
    return lists.find(id).orElseThrow(() -> JsonApi.notFound("list", id));
  }

  private void requiredProfile(String id) {
    if (profiles.find(id).isEmpty()) {
      throw JsonApi.notFound("profile", id);
    }
  }

  private SequencedMap<String, Instant> members(String list) {
    return members.computeIfAbsent(list, id -> new LinkedHashMap<>());
  }

  private static ObjectNode view(StoredRecord list) {
    var attributes = Json.LENIENT.createObjectNode();
    attributes.setAll(list.values());
    attributes
        .put("created", list.createdAt().toString())
        .put("updated", list.updatedAt().toString());
    return JsonApi.resource("list", list.id(), attributes);
  }
}
