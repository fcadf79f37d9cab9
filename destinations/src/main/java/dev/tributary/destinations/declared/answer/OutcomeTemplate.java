package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.web.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A compiled outcome.
 *
 * @param words where the content says why; empty for the whole body
 * @param field where the content names the field that is wrong
 * @param vendorId where the content has the id of the record
 * @param refused where the content has the numbers of refused items
 * @param job where the content has the name of the job; null in an answer about a known job
 * @param setting the setting of the destination or of the sync that is wrong
 * @param pause for an answer without Retry-After
 */
record OutcomeTemplate(
    OutcomeKind kind,
    List<JsonPointer> words,
    @Nullable JsonPointer field,
    @Nullable JsonPointer vendorId,
    @Nullable Refusals refused,
    @Nullable JsonPointer job,
    @Nullable String setting,
    @Nullable Duration pause) {
  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
  private static final Duration LONG_WAIT = Duration.ofHours(1);

  OutcomeTemplate {
    words = List.copyOf(words);
  }

  static OutcomeTemplate of(OutcomeKind kind) {
    return new OutcomeTemplate(kind, List.of(), null, null, null, null, null, null);
  }

  /**
   * @param content the part of the body that is about the item
   * @param items how many items the answer is about
   */
  Outcome outcome(JsonNode content, AnswerBody body, Instant now, int items) {
    String said = kind == OutcomeKind.DELIVERED ? "" : said(content, body);
    return switch (kind) {
      case DELIVERED -> new Outcome.Delivered(text(content, vendorId));
      case ACCEPTED -> accepted(content, said, items);
      case SUBMITTED -> submitted(content, body, now);
      case REJECTED -> new Outcome.Rejected(text(content, field), said);
      case REFUSED_EXISTING -> new Outcome.RefusedExisting(said);
      case REFUSED_MISSING -> new Outcome.RefusedMissing(said);
      case WAITS_FOR_RECORD -> new Outcome.WaitsForRecord(said);
      case REFUSED_TOGETHER -> new Outcome.RefusedTogether(text(content, field), said);
      case MISSING -> new Outcome.Missing(said);
      case EXISTS -> new Outcome.Exists(text(content, vendorId), said);
      case PLACE_GONE -> new Outcome.PlaceGone(said);
      case RATE_LIMITED -> new Outcome.RateLimited(until(body, now, SHORT_WAIT), said);
      case QUOTA_SPENT -> new Outcome.QuotaSpent(until(body, now, LONG_WAIT), said);
      case UNAUTHORISED -> new Outcome.Unauthorised(said);
      case GONE -> new Outcome.Gone(said);
      case TRANSIENT -> new Outcome.Transient(said, later(body, now));
      case AMBIGUOUS -> new Outcome.Ambiguous(said, RetryAfter.of(body.answer(), now));
      case MISCONFIGURED -> new Outcome.Misconfigured(setting, said);
    };
  }

  private Outcome accepted(JsonNode content, String said, int items) {
    if (refused == null) {
      return new Outcome.Accepted(text(content, vendorId));
    }
    Refusals.Counted counted = refused.counted(content, words.isEmpty() ? "" : said, items);
    if (counted == null) {
      return new Outcome.Ambiguous("The answer does not say how many records were refused");
    }
    Outcome outcome = Outcome.accepted(counted.of(), counted.refusals()).getFirst();
    // A number of other items, such as the values of a record, is no number of these.
    return outcome instanceof Outcome.PartlyRefused && counted.of() != items
        ? new Outcome.Accepted(null)
        : outcome;
  }

  private Outcome submitted(JsonNode content, AnswerBody body, Instant now) {
    String name = text(content, job);
    return job != null && name == null
        ? new Outcome.Ambiguous("The answer does not name the job: " + body.words())
        : new Outcome.Submitted(
            Objects.requireNonNullElse(name, ""), until(body, now, Duration.ZERO), "");
  }

  private Instant until(AnswerBody body, Instant now, Duration otherwise) {
    Instant asked = RetryAfter.of(body.answer(), now);
    return asked == null ? now.plus(Objects.requireNonNullElse(pause, otherwise)) : asked;
  }

  private @Nullable Instant later(AnswerBody body, Instant now) {
    Instant asked = RetryAfter.of(body.answer(), now);
    return asked != null || pause == null ? asked : now.plus(pause);
  }

  private String said(JsonNode content, AnswerBody body) {
    List<String> parts = new ArrayList<>();
    for (JsonPointer each : words) {
      String part = TextTemplate.text(content.at(each));
      if (!part.isBlank()) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? body.words() : AnswerBody.cut(String.join(": ", parts));
  }

  private static @Nullable String text(JsonNode content, @Nullable JsonPointer at) {
    String text = at == null ? "" : TextTemplate.text(content.at(at));
    return text.isBlank() ? null : text;
  }
}
