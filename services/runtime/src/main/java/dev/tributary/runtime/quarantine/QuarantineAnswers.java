package dev.tributary.runtime.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.quarantine.QuarantinedMessages.Quarantined;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.Visibility;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The answers of a service's REST resource about its loop's quarantine. Thread-safe. */
public final class QuarantineAnswers {
  private static final int AT_ONCE = 200;
  private static final String WAITING = "waiting";
  private static final Set<String> STATES = Set.of(WAITING, "requested", "redriven");

  private final QuarantinedMessages messages;
  private final ReadTrail trail;

  public QuarantineAnswers(QuarantinedMessages messages, ReadTrail trail) {
    this.messages = messages;
    this.trail = trail;
  }

  /**
   * A message that a service could not apply.
   *
   * @param id a number that the service gives to the message in its quarantine
   * @param messageId the id in its headers; null if they could not be read
   * @param type the CloudEvents type in its headers; empty if there is none
   * @param topic the topic from which the service read it
   * @param partition the partition of the topic
   * @param offset its offset in the partition
   * @param reason {@code unknown}: this version does not know its type or kind, and the next one
   *     that does redrives it; {@code failed}: it failed even when it was alone
   * @param detail what the service did not know, or the kind of failure; without any value of the
   *     message
   * @param quarantinedAt when the service put it into the quarantine
   * @param state {@code waiting}, {@code requested} or {@code redriven}
   * @param redrives how often the service has applied it again, with or without success
   * @param whole whether its bytes are kept, so that it can be redriven
   */
  @RecordBuilder
  @Schema(name = "QuarantinedMessage")
  public record View(
      String id,
      @Nullable String messageId,
      String type,
      String topic,
      int partition,
      long offset,
      String reason,
      String detail,
      Instant quarantinedAt,
      String state,
      int redrives,
      boolean whole) {
    static View of(Quarantined found) {
      return QuarantineAnswersViewBuilder.builder()
          .id(Long.toString(found.id()))
          .messageId(found.messageId())
          .type(found.type())
          .topic(found.place().topic())
          .partition(found.place().partition())
          .offset(found.place().offset())
          .reason(found.reason())
          .detail(found.detail())
          .quarantinedAt(found.quarantinedAt())
          .state(found.state())
          .redrives(found.redrives())
          .whole(found.whole())
          .build();
    }
  }

  /**
   * A quarantined message with its value.
   *
   * @param quarantined the message without its value
   * @param message its value; masked for callers who may not see personal data, and for all callers
   *     while the workspace has a sensitive trait; null if the bytes are not kept
   */
  @Schema(name = "WholeQuarantinedMessage")
  public record Whole(
      View quarantined, @Nullable @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode message) {}

  /**
   * The messages to redrive.
   *
   * @param reason {@code unknown} or {@code failed}
   */
  @Schema(name = "RedriveMessagesRequest")
  public record RedriveRequest(@Required @Nullable String reason) {}

  /**
   * How many messages one request redrives.
   *
   * @param requested how many messages will be redriven
   * @param more whether more messages may wait
   */
  @Schema(name = "RedriveRequested")
  public record Requested(int requested, boolean more) {}

  /** Newest first. */
  public Page<View> list(
      WorkspaceId workspace,
      @Nullable String state,
      @Nullable String reason,
      @Nullable String cursor,
      @Nullable Integer limit) {
    String wanted = state == null ? WAITING : state;
    if (!STATES.contains(wanted)) {
      throw Problems.BAD_PARAMETER.problem("state must be waiting, requested or redriven");
    }
    int asked = Page.limit(limit);
    Long before = cursor == null ? null : before(cursor);
    return Page.of(
            messages.list(workspace, wanted, reason, before, asked + 1),
            asked,
            found -> Long.toString(found.id()))
        .map(View::of);
  }

  /**
   * The number of messages that wait for one reason.
   *
   * @param reason {@code unknown} or {@code failed}
   * @param count how many messages wait, without those that were redriven in the meantime
   * @param newest when the newest of them was quarantined
   */
  @Schema(name = "QuarantinedMessagesOfReason")
  public record ReasonView(String reason, long count, Instant newest) {}

  /** Why messages wait, the most frequent reason first. */
  public Page<ReasonView> reasons(WorkspaceId workspace) {
    return new Page<>(messages.reasons(workspace), null);
  }

  /**
   * One message. A caller who sees its bytes leaves an entry in the trail.
   *
   * @param operation its name in the API's document
   * @throws Problem 404 if there is none
   */
  public Whole whole(String operation, WorkspaceId workspace, String id, Visibility sight) {
    Quarantined found = require(workspace, id);
    byte[] value = messages.value(workspace, found.id()).orElse(null);
    if (value == null) {
      return new Whole(View.of(found), null);
    }
    if (!sight.personalData() || sight.classes().anySensitive()) {
      return new Whole(View.of(found), MaskedValue.json());
    }
    trail.shownPart(operation, null, id);
    return new Whole(View.of(found), node(value));
  }

  /**
   * @throws Problem 404 if there is none, 409 if it is not waiting or its bytes are not kept
   */
  public View redrive(WorkspaceId workspace, String id) {
    Quarantined found = require(workspace, id);
    if (!found.whole()) {
      throw Problems.CONFLICT.problem(
          found.state().equals("redriven")
              ? "The message has been redriven already"
              : "An earlier version did not keep its bytes, so it cannot be redriven");
    }
    if (!messages.request(workspace, found.id()) && !found.state().equals("requested")) {
      throw Problems.CONFLICT.problem("The message has been redriven already");
    }
    return View.of(require(workspace, id));
  }

  /** A bounded number, the oldest last. Call it again while there are more. */
  public Requested redriveAll(WorkspaceId workspace, @Nullable RedriveRequest request) {
    String reason = request == null ? null : request.reason();
    if (reason == null || QuarantineReason.named(reason).isEmpty()) {
      throw Problems.INVALID.problem("reason must be unknown or failed", "/reason");
    }
    List<Quarantined> found = messages.list(workspace, WAITING, reason, null, AT_ONCE);
    int requested = 0;
    for (Quarantined each : found) {
      requested += messages.request(workspace, each.id()) ? 1 : 0;
    }
    return new Requested(requested, found.size() == AT_ONCE && requested > 0);
  }

  private Quarantined require(WorkspaceId workspace, String id) {
    return messages
        .find(workspace, number(id))
        .orElseThrow(() -> Problems.NOT_FOUND.problem("Nothing is quarantined as " + id));
  }

  private static long before(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw Page.wrongCursor();
    }
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw Problems.NOT_FOUND.problem("Nothing is quarantined as " + id);
    }
  }

  private static JsonNode node(byte[] value) {
    try {
      return Json.read(value, JsonNode.class);
    } catch (UncheckedIOException e) {
      return JsonNodeFactory.instance.binaryNode(value);
    }
  }
}
