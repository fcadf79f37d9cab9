package dev.tributary.sandbox.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.ApiKey;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Limit.Scope;
import dev.tributary.sandbox.kit.limit.Limit.Unit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One workspace of Slack. Channels that the bot has created, or that it joins, take its messages.
 */
public final class Slack implements Vendor {
  private static final SlackWords WORDS = new SlackWords();
  private static final int MAXIMUM_TEXT = 40_000;
  private static final int MAXIMUM_NAME = 80;
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "post",
          List.of(
              new Limit(
                  "channel",
                  Unit.REQUESTS,
                  Scope.SUBJECT,
                  Window.Rolling.of(Duration.ofSeconds(1)),
                  1)),
          "tier2",
          List.of(perMinute(20)),
          "tier3",
          List.of(perMinute(50)));

  private final Parts parts;
  private final RecordStore channels;
  private final EventLog messages;

  public Slack(Clock clock) {
    parts =
        new Parts(
            "slack",
            clock,
            new ApiKey("authorization", "Bearer ", ""),
            LIMITS,
            VendorDocument.of(Slack.class));
    channels =
        parts.store(
            "channels",
            List.of(KeyRule.exact("name")),
            MergedIds.GONE,
            () -> "C%09d".formatted(parts.nextNumber()));
    messages = parts.events("messages");
  }

  private static Limit perMinute(int requests) {
    return Limit.perEndpoint("tier", Window.Rolling.of(Duration.ofMinutes(1)), requests);
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return WORDS;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.of("POST", "/api/auth.test", "tier3", call -> account()),
        Operation.of("GET", "/api/conversations.list", "tier2", this::list),
        Operation.of("POST", "/api/conversations.create", "tier2", this::create),
        Operation.of("POST", "/api/conversations.join", "tier3", this::join),
        Operation.of("POST", "/api/conversations.archive", "tier2", this::archive),
        Operation.of("POST", "/api/chat.postMessage", "post", this::post)
            .about(Slack::channelName));
  }

  /** The channel of a request that may be no JSON at all. */
  private static String channelName(Call call) {
    try {
      return Json.LENIENT.readTree(call.body()).path("channel").asText();
    } catch (IOException e) {
      return "";
    }
  }

  private static Answer account() {
    return Answer.of(
        200,
        Map.of(
            "ok", true,
            "url", "https://sandbox.slack.com/",
            "team", "Sandbox",
            "user", "tributary",
            "team_id", "T000000001",
            "user_id", "U000000001",
            "bot_id", "B000000001"));
  }

  private Answer list(Call call) {
    boolean archivedToo = !call.query("exclude_archived").orElse("").equals("true");
    var types = List.of(call.query("types").orElse("public_channel").split(","));
    var all =
        channels.visible().stream()
            .filter(each -> archivedToo || !archived(each))
            .filter(each ->
                types.contains(
                    each.values().path("is_private").asBoolean()
                        ? "private_channel"
                        : "public_channel"))
            .map(Slack::view)
            .toList();
    int limit = call.query("limit").map(Integer::parseInt).orElse(100);
    int before =
        call.query("cursor").filter(each -> !each.isEmpty()).map(Integer::parseInt).orElse(0);
    var page = Json.LENIENT.createObjectNode().put("ok", true);
    all.stream().skip(before).limit(limit).forEach(page.putArray("channels")::add);
    page.putObject("response_metadata")
        .put("next_cursor", before + limit < all.size() ? "" + (before + limit) : "");
    return Answer.of(200, page);
  }

  private Answer create(Call call) {
    var name = Json.tree(call).path("name").asText();
    if (name.length() > MAXIMUM_NAME) {
      throw refused("invalid_name_maxlength");
    }
    if (!name.matches("[\\p{Ll}\\p{Lo}\\p{Nd}_-]+")) {
      throw refused("invalid_name_specials");
    }
    var values =
        Json.LENIENT
            .createObjectNode()
            .put("is_private", Json.tree(call).path("is_private").asBoolean());
    var created =
        channels
            .create(new Change(Map.of("name", name), values, Nulls.IGNORE))
            .shown()
            .orElseThrow(() -> refused("name_taken"));
    return channel(created);
  }

  private Answer join(Call call) {
    var channel = channel(call);
    if (archived(channel)) {
      throw refused("is_archived");
    }
    return channel(changed(channel, "is_member", true));
  }

  private Answer archive(Call call) {
    var channel = channel(call);
    if (archived(channel)) {
      throw refused("already_archived");
    }
    changed(channel, "is_archived", true);
    return Answer.of(200, Map.of("ok", true));
  }

  /** A message sent twice is two messages. */
  private Answer post(Call call) {
    var body = (ObjectNode) Json.tree(call);
    var channel = channel(call);
    if (archived(channel)) {
      throw refused("is_archived");
    }
    if (!channel.values().path("is_member").asBoolean(true)) {
      throw refused("not_in_channel");
    }
    var text = body.path("text").asText("");
    if (text.isEmpty() && body.path("blocks").isEmpty() && body.path("attachments").isEmpty()) {
      throw refused("no_text");
    }
    if (text.length() > MAXIMUM_TEXT) {
      throw refused("msg_too_long");
    }
    messages.append(body.toString(), body);
    var ts = "%d.%06d".formatted(parts.now().getEpochSecond(), parts.nextNumber());
    return Answer.of(
        200,
        Map.of(
            "ok",
            true,
            "channel",
            channel.id(),
            "ts",
            ts,
            "message",
            Map.of("type", "message", "text", text, "ts", ts)));
  }

  private StoredRecord changed(StoredRecord channel, String field, boolean value) {
    var values = Json.LENIENT.createObjectNode().put(field, value);
    return channels
        .update(channel.id(), new Change(Map.of(), values, Nulls.IGNORE))
        .shown()
        .orElse(channel);
  }

  /** By id, or by name with or without a hash. */
  private StoredRecord channel(Call call) {
    JsonNode body = Json.tree(call);
    var wanted = body.path("channel").asText();
    Optional<StoredRecord> found = channels.find(wanted);
    return found
        .or(() -> channels.findBy("name", wanted.startsWith("#") ? wanted.substring(1) : wanted))
        .orElseThrow(() -> refused("channel_not_found"));
  }

  private static boolean archived(StoredRecord channel) {
    return channel.values().path("is_archived").asBoolean();
  }

  private static Answer channel(StoredRecord channel) {
    return Answer.of(
        200, Json.LENIENT.createObjectNode().put("ok", true).set("channel", view(channel)));
  }

  private static ObjectNode view(StoredRecord channel) {
    return Json.LENIENT
        .createObjectNode()
        .put("id", channel.id())
        .put("name", channel.key("name"))
        .put("is_channel", true)
        .put("is_private", channel.values().path("is_private").asBoolean())
        .put("is_archived", archived(channel))
        .put("is_member", channel.values().path("is_member").asBoolean(true))
        .put("created", channel.createdAt().getEpochSecond());
  }

  private static Refused refused(String code) {
    return WORDS.refused(200, code);
  }
}
