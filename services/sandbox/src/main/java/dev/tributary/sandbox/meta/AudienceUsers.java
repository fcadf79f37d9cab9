package dev.tributary.sandbox.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.record.Members;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The users of audiences, each known by every hash that was sent of it. A change has its effect
 * later, and its answer has counts only.
 */
final class AudienceUsers {
  private static final int MAXIMUM_ROWS = 10_000;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Set<String> CLEAR =
      Set.of("EXTERN_ID", "MADID", "LOOKALIKE_VALUE", "PAGEUID", "APPUID");
  private static final JobPace PACE =
      new JobPace(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1), Integer.MAX_VALUE);

  private final Members members;
  private final Jobs<String> changes;
  private final Map<String, Set<String>> replacements = new HashMap<>();

  AudienceUsers(Parts parts) {
    members = parts.members("audiences");
    changes = parts.jobs("changes", PACE, () -> "change" + parts.nextNumber(), this::perform);
  }

  static boolean hashed(String value) {
    return HASH.matcher(value).matches();
  }

  void reset() {
    replacements.clear();
  }

  int size(String audience) {
    return members.of(audience).size();
  }

  void drop(String audience) {
    members.drop(audience);
  }

  /**
   * Adds, removes or replaces users.
   *
   * @param how add, remove or replace
   */
  Answer change(String audience, String how, Call call) {
    var body = Json.tree(call);
    var payload = body.path("payload");
    var rows = payload.path("data");
    if (rows.isEmpty() || rows.size() > MAXIMUM_ROWS) {
      throw MetaWords.invalid(2_650_145, "Between 1 and 10000 users are allowed");
    }
    var schema = schema(payload.path("schema"));
    var taken = new ArrayList<String>();
    int invalid = 0;
    for (var row : rows) {
      var found = identifiers(schema, row);
      taken.addAll(found);
      invalid += found.isEmpty() ? 1 : 0;
    }
    var session = body.path("session").path("session_id").asText("");
    if (how.equals("replace")) {
      replace(audience, session, body.path("session"), taken);
    } else {
      changes.submit(how + "/" + audience, taken);
    }
    return Answer.of(
        200,
        Map.of(
            "audience_id", audience,
            "session_id", session,
            "num_received", rows.size(),
            "num_invalid_entries", invalid,
            "invalid_entry_samples", Map.of()));
  }

  private static List<String> schema(JsonNode schema) {
    return schema.isArray()
        ? StreamSupport.stream(schema.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(schema.asText());
  }

  /** The valid identifiers of a row; none makes the row invalid. */
  private static List<String> identifiers(List<String> schema, JsonNode row) {
    var found = new ArrayList<String>();
    for (int i = 0; i < schema.size(); i++) {
      var value = row.isArray() ? row.path(i).asText("") : row.asText("");
      if (hashed(value) || (CLEAR.contains(schema.get(i)) && !value.isEmpty())) {
        found.add(schema.get(i).replace("_SHA256", "") + ":" + value);
      }
    }
    return found;
  }

  /** All batches of a session replace the audience when the last one has come. */
  private void replace(String audience, String session, JsonNode batch, List<String> taken) {
    var all = replacements.computeIfAbsent(audience + "/" + session, key -> new HashSet<>());
    all.addAll(taken);
    if (batch.path("last_batch_flag").asBoolean()) {
      replacements.remove(audience + "/" + session);
      var gone = members.of(audience).stream().filter(each -> !all.contains(each)).toList();
      changes.submit("remove/" + audience, gone);
      changes.submit("add/" + audience, List.copyOf(all));
    }
  }

  private ItemResult perform(String subject, String identifier) {
    var audience = subject.substring(subject.indexOf('/') + 1);
    boolean changed =
        subject.startsWith("add")
            ? members.add(audience, identifier)
            : members.remove(audience, identifier);
    return new ItemResult.Done(identifier, changed);
  }
}
