package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.declared.template.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compiled meaning of answers with a page of records, or with the records that have a match
 * value. Thread-safe.
 */
public final class ListAnswers {
  private static final int URI_TOO_LONG = 414;
  private static final int HEADERS_TOO_LARGE = 431;

  private static final Outcome MOVED =
      new Outcome.Rejected(
          null, "Too many records were deleted while the list was read. Start again");

  private final List<Rule> rules;
  private final JsonPointer at;
  private final boolean optional;
  private final @Nullable NextPage next;

  /**
   * @param statuses of the answers; nobody changes them
   * @param outcome null if the answer says that there is no record
   */
  record Rule(BitSet statuses, When when, @Nullable OutcomeTemplate outcome) {}

  /**
   * @param at where the records are
   * @param optional whether an answer without records may lack this place
   * @param next null for a request that is about one record
   */
  ListAnswers(List<Rule> rules, JsonPointer at, boolean optional, @Nullable NextPage next) {
    this.rules = List.copyOf(rules);
    this.at = at;
    this.optional = optional;
    this.next = next;
  }

  /** The part of the cursor of a page that its request has; null for the first page. */
  public static @Nullable String sent(Listing.Scope scope) {
    return NextPage.sent(scope.cursor());
  }

  /**
   * The page of an answer.
   *
   * @param values those of the request
   */
  public Page page(
      ListedRecords records, Listing.Scope scope, Values values, Answer answer, Instant now) {
    AnswerBody body = AnswerBody.of(answer);
    for (Rule rule : rules) {
      if (rule.statuses.get(answer.status()) && rule.when.holds(body.json())) {
        OutcomeTemplate outcome = rule.outcome;
        return outcome == null
            ? new Page.Records(List.of(), null)
            : failed(outcome.outcome(body.json(), body, now, 1));
      }
    }
    if (answer.status() == URI_TOO_LONG || answer.status() == HEADERS_TOO_LARGE) {
      return new Page.Failed(
          new Outcome.Misconfigured(
              "The sync has so many fields that the destination refuses the address of the list."
                  + " Its records cannot be read"));
    }
    if (!answer.successful()) {
      return failed(OutcomeTemplate.of(Answers.usual(body)).outcome(body.json(), body, now, 1));
    }
    return body.isReadable() ? read(records, scope, values, body) : unreadable(body);
  }

  private Page read(ListedRecords records, Listing.Scope scope, Values values, AnswerBody body) {
    JsonNode there = body.json().at(at);
    boolean absent = there.isMissingNode() || there.isNull();
    if (absent && !optional) {
      return unreadable(body);
    }
    List<ListedRecords.Each> all = absent ? List.of() : records.read(there, scope, values);
    if (all == null) {
      return unreadable(body);
    }
    NextPage.Found after =
        next == null
            ? NextPage.LAST
            : next.after(
                body.json(), all.stream().map(ListedRecords.Each::id).toList(), scope.cursor());
    if (after == null) {
      return next instanceof NextPage.ByOffset ? new Page.Failed(MOVED) : unreadable(body);
    }
    List<Listed> listed = new ArrayList<>();
    for (ListedRecords.Each each : all.subList(after.known(), all.size())) {
      Listed record = each.listed();
      if (record != null) {
        listed.add(record);
      }
    }
    return new Page.Records(listed, after.cursor());
  }

  /** A list of the vendor has the data of people, so its text is left out. */
  private static Page unreadable(AnswerBody body) {
    return new Page.Failed(
        new Outcome.Transient(
            "The list of records cannot be read: " + body.withoutData().words(), null));
  }

  private static Page failed(Outcome outcome) {
    return new Page.Failed(
        switch (Answers.withoutEffect(outcome)) {
          case Outcome.RefusedTogether(var field, var words) -> new Outcome.Misconfigured(words);
          case Outcome.Rejected(var field, var words) -> new Outcome.Misconfigured(words);
          case Outcome other -> other;
        });
  }
}
