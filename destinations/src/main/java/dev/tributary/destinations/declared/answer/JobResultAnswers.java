package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.Result;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.declared.template.Template;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.Values;
import dev.tributary.destinations.jobfile.ItemsByKey;
import dev.tributary.destinations.jobfile.ResultFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The compiled meaning of answers to a request for results of a job. An entry that names none of
 * the items has no meaning, and neither has an entry whose conditions do not hold. Thread-safe.
 */
public final class JobResultAnswers {
  private final List<Rule> rules;

  JobResultAnswers(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * @param statuses of the answers; nobody changes them
   */
  record Rule(BitSet statuses, When when, Meaning meaning) {}

  /** The content of an answer. */
  sealed interface Meaning {
    record Failed(OutcomeTemplate outcome) implements Meaning {}

    /**
     * Results of items.
     *
     * @param at the list in an answer of JSON; null for a file of CSV, whose rows are the entries
     * @param columns without which a file of CSV cannot be read: constants, or the match field
     * @param naming how an entry names its item
     * @param next where the next part of an answer of JSON begins; null if there is one part
     */
    record Results(
        @Nullable JsonPointer at,
        List<TextTemplate> columns,
        Naming naming,
        List<Entries.Meaning> outcomes,
        @Nullable NextPage next)
        implements Meaning {
      public Results {
        columns = List.copyOf(columns);
        outcomes = List.copyOf(outcomes);
      }
    }
  }

  /** How an entry names its item. */
  sealed interface Naming {
    /**
     * @param at where an entry has the index of the item in the submission, from 0
     */
    record ByIndex(JsonPointer at) implements Naming {}

    /**
     * @param keys where an entry has the key, as JSON pointers in which the match field can be; the
     *     first place with a value counts
     * @param equals the key of an item
     */
    record ByKey(List<TextTemplate> keys, Template equals, boolean ignoreCase) implements Naming {
      public ByKey {
        keys = List.copyOf(keys);
      }
    }
  }

  /** Makes the call for another part of the results. */
  @FunctionalInterface
  public interface Continuation {
    /**
     * @param cursor where the part begins
     */
    JobCall<OfResults> part(String cursor);
  }

  /** Whether results are in several parts. */
  public boolean hasParts() {
    return rules.stream()
        .anyMatch(
            rule -> rule.meaning instanceof Meaning.Results results && results.next() != null);
  }

  /**
   * Reads an answer. Pure.
   *
   * @param next returns the call for another part
   */
  public OfResults read(Answer answer, Instant now, Batch batch, Continuation next) {
    AnswerBody body = AnswerBody.of(answer);
    Rule found =
        rules.stream()
            .filter(rule -> rule.statuses.get(answer.status()) && rule.when.holds(body.json()))
            .findFirst()
            .orElse(null);
    return switch (found == null ? null : found.meaning) {
      case null -> failed(OutcomeTemplate.of(Answers.usual(body)), body, now);
      case Meaning.Failed(OutcomeTemplate outcome) -> failed(outcome, body, now);
      case Meaning.Results results -> {
        Reading reading = new Reading(results, body.withoutText(), now, batch);
        yield results.at == null
            ? reading.file(answer.body())
            : reading.list(body.json().at(results.at), next);
      }
    };
  }

  private static OfResults failed(OutcomeTemplate outcome, AnswerBody body, Instant now) {
    return new OfResults.Failed(
        Answers.withoutEffect(outcome.outcome(body.json(), body.withoutData(), now, 1)));
  }

  private record Reading(Meaning.Results results, AnswerBody body, Instant now, Batch batch) {

    OfResults file(byte[] file) {
      Values values = Values.of(batch);
      Function<JsonNode, Optional<Result>> result = result();
      return ResultFile.csv(
          file,
          results.columns.stream().map(column -> column.text(values)).distinct().toList(),
          row -> {
            ObjectNode entry = JsonNodeFactory.instance.objectNode();
            row.forEach(entry::put);
            return result.apply(entry);
          });
    }

    OfResults list(JsonNode list, Continuation next) {
      if (!list.isArray()) {
        return new OfResults.Unreadable("The answer has no list of results: " + body.words());
      }
      Function<JsonNode, Optional<Result>> result = result();
      List<Result> read = new ArrayList<>();
      list.forEach(entry -> result.apply(entry).ifPresent(read::add));
      NextPage place = results.next;
      NextPage.Found after =
          place == null ? NextPage.LAST : place.after(body.json(), List.of(), null);
      if (after == null) {
        return new OfResults.Unreadable("The answer has no cursor of the next part");
      }
      return new OfResults.Read(read, after.cursor() == null ? null : next.part(after.cursor()));
    }

    private Function<JsonNode, Optional<Result>> result() {
      Values values = Values.of(batch);
      return switch (results.naming) {
        case Naming.ByIndex(JsonPointer at) -> {
          ItemsByKey items = ItemsByKey.ofPositions(batch.items());
          yield entry -> {
            JsonNode index = entry.at(at);
            return index.isIntegralNumber()
                ? named(items, index.asText(), entry)
                : Optional.empty();
          };
        }
        case Naming.ByKey(List<TextTemplate> keys, Template equals, boolean ignoreCase) -> {
          ItemsByKey items =
              ItemsByKey.of(batch.items(), item -> folded(key(equals, values, item), ignoreCase));
          List<JsonPointer> places =
              keys.stream().map(key -> JsonPointer.compile(key.text(values))).toList();
          yield entry ->
              named(items, String.valueOf(folded(first(entry, places), ignoreCase)), entry);
        }
      };
    }

    private static String first(JsonNode entry, List<JsonPointer> places) {
      return places.stream()
          .map(place -> TextTemplate.text(entry.at(place)))
          .filter(text -> !text.isEmpty())
          .findFirst()
          .orElse("");
    }

    private static @Nullable String key(Template equals, Values values, Item item) {
      String key = TextTemplate.text(equals.value(values.of(item)));
      return key.isEmpty() ? null : key;
    }

    private static @Nullable String folded(@Nullable String key, boolean ignoreCase) {
      return key == null || !ignoreCase ? key : key.toLowerCase(Locale.ROOT);
    }

    private Optional<Result> named(ItemsByKey items, String key, JsonNode entry) {
      return results.outcomes.stream()
          .filter(meaning -> meaning.when().holds(entry))
          .findFirst()
          .map(meaning -> meaning.outcome().outcome(entry, body, now, 1))
          .flatMap(outcome -> items.result(key, outcome));
    }
  }
}
