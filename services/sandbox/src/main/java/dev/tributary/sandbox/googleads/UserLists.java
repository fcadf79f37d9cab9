package dev.tributary.sandbox.googleads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The user lists of accounts. A name is that of one list of an account. */
final class UserLists {
  private static final String PATH = "/v1/accountTypes/{type}/accounts/{account}/userLists";
  private static final String NAME = "displayName";
  private static final Pattern BY_ID = Pattern.compile("id = ([0-9]+)");
  private static final Pattern BY_NAME =
      Pattern.compile("display_name = \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private final RecordStore lists;
  private final Members members;

  UserLists(Parts parts, Members members) {
    this.members = members;
    lists =
        parts.store(
            "user-lists",
            List.of(KeyRule.exact("name")),
            MergedIds.GONE,
            () -> "8%09d".formatted(parts.nextNumber()));
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "lists", this::list),
        Operation.of("POST", PATH, "lists", this::create),
        Operation.of("DELETE", PATH + "/{list}", "lists", this::delete));
  }

  /** Refuses a request for a list that does not exist. */
  void require(String id) {
    if (lists.find(id).isEmpty()) {
      throw GoogleAdsWords.invalid("destinations", "INVALID_USER_LIST_ID");
    }
  }

  private static String account(Call call) {
    return "accountTypes/%s/accounts/%s"
        .formatted(call.parameter("type"), call.parameter("account"));
  }

  private Answer list(Call call) {
    var account = account(call);
    var wanted = call.query("filter").map(UserLists::filter).orElse(any -> true);
    var found =
        lists.visible().stream()
            .filter(list -> list.values().path("account").asText().equals(account))
            .filter(wanted)
            .map(UserLists::view)
            .toList();
    // An empty list is absent, as protocol buffers have it in JSON.
    return Answer.of(200, found.isEmpty() ? Map.of() : Map.of("userLists", found));
  }

  private static Predicate<StoredRecord> filter(String filter) {
    var id = BY_ID.matcher(filter);
    if (id.matches()) {
      return list -> list.id().equals(id.group(1));
    }
    var name = BY_NAME.matcher(filter);
    if (!name.matches()) {
      throw GoogleAdsWords.invalid("filter", "INVALID_FORMAT");
    }
    var text = ESCAPED.matcher(name.group(1)).replaceAll("$1");
    return list -> list.values().path(NAME).asText().equals(text);
  }

  private Answer create(Call call) {
    var list = (ObjectNode) Json.tree(call);
    if (list.at("/ingestedUserListInfo/uploadKeyTypes").size() != 1) {
      throw GoogleAdsWords.invalid(
          "user_list.ingested_user_list_info.upload_key_types", "REQUIRED_FIELD_MISSING");
    }
    var account = account(call);
    list.put("account", account);
    var key = account + "\n" + list.path(NAME).asText();
    return switch (lists.create(new Change(Map.of("name", key), list, Nulls.IGNORE))) {
      case WriteResult.Taken(var taken, var holder) ->
          throw GoogleAdsWords.invalid("user_list.display_name", "DUPLICATE_NAME");
      case WriteResult result -> Answer.of(200, view(result.shown().orElseThrow()));
    };
  }

  private Answer delete(Call call) {
    var id = call.parameter("list");
    if (!lists.delete(id)) {
      throw GoogleAdsWords.notFound();
    }
    members.drop(id);
    return Answer.of(200, Map.of());
  }

  private static ObjectNode view(StoredRecord list) {
    var view = list.values().deepCopy();
    var account = view.remove("account").asText();
    return view.put("name", account + "/userLists/" + list.id())
        .put("id", list.id())
        .put("membershipStatus", "OPEN")
        .put("accessReason", "OWNED");
  }
}
