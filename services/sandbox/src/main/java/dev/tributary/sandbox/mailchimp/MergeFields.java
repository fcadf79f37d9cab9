package dev.tributary.sandbox.mailchimp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The merge fields of lists. Each list has those for the names of a person. */
final class MergeFields {
  private static final int MAXIMUM_TAG = 10;

  /** Of a list, without a Premium plan. */
  private static final int MAXIMUM_FIELDS = 30;

  private final RecordStore store;

  MergeFields(Parts parts) {
    store =
        parts.store(
            "merge-fields",
            List.of(KeyRule.exact("tag")),
            MergedIds.GONE,
            () -> "" + (2 + parts.nextNumber()));
  }

  /**
   * @param type of the fields; empty for all
   */
  List<ObjectNode> of(String list, Optional<String> type) {
    return of(list).stream()
        .filter(field -> type.map(field.path("type").asText()::equals).orElse(true))
        .toList();
  }

  private List<ObjectNode> of(String list) {
    return Stream.concat(
            Stream.of(
                standard(list, 1, "FNAME", "First Name"), standard(list, 2, "LNAME", "Last Name")),
            store.visible().stream()
                .map(each -> each.values())
                .filter(each -> each.path("list_id").asText().equals(list)))
        .toList();
  }

  private static ObjectNode standard(String list, int id, String tag, String name) {
    return Json.LENIENT
        .createObjectNode()
        .put("merge_id", id)
        .put("tag", tag)
        .put("name", name)
        .put("type", "text")
        .put("required", false)
        .put("list_id", list);
  }

  Answer create(String list, Call call) {
    var field = ((ObjectNode) Json.tree(call)).put("list_id", list);
    var name = field.path("name").asText();
    var tag = field.path("tag").asText(name.replaceAll("\\W", "")).toUpperCase(Locale.ROOT);
    if (tag.length() > MAXIMUM_TAG && field.has("tag")) {
      throw MailchimpWords.invalid(
          List.of(Map.of("field", "tag", "message", "At most 10 characters")));
    }
    field.put("tag", tag.substring(0, Math.min(MAXIMUM_TAG, tag.length())));
    field.put("required", field.path("required").asBoolean());
    field.put("merge_id", 2 + store.all().size() + 1);
    if (of(list).size() >= MAXIMUM_FIELDS) {
      throw MailchimpWords.refused(
          400,
          "Bad Request",
          "This list has the maximum of %d merge fields.".formatted(MAXIMUM_FIELDS));
    }
    boolean taken = of(list).stream().anyMatch(each -> each.path("tag").equals(field.path("tag")));
    if (taken) {
      throw MailchimpWords.refused(
          400,
          "Invalid Resource",
          "A Merge Field with the tag \"%s\" already exists.".formatted(tag));
    }
    store.create(
        new Change(Map.of("tag", list + "/" + field.path("tag").asText()), field, Nulls.IGNORE));
    return Answer.of(200, field);
  }

  /**
   * The values of the fields that the list has; others are ignored in silence.
   *
   * @throws Invalid if a value has the wrong type, or a new member lacks a required one
   */
  ObjectNode checked(String list, JsonNode given, boolean created) throws Invalid {
    var checked = Json.LENIENT.createObjectNode();
    for (var field : of(list)) {
      var tag = field.path("tag").asText();
      var value = given.path(tag);
      if (field.path("required").asBoolean() && created && value.asText("").isEmpty()) {
        throw new Invalid("Your merge fields were invalid.", tag, "Please enter a value");
      }
      if (field.path("type").asText().equals("number")
          && !value.asText("").isEmpty()
          && !value.asText().matches("-?\\d+(\\.\\d+)?")) {
        throw new Invalid("Your merge fields were invalid.", tag, "Please enter a number");
      }
      if (!value.isMissingNode()) {
        checked.set(tag, value);
      }
    }
    return checked;
  }
}
