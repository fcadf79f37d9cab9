package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.connector.Protocol.FindThenWrite.FurtherSearch;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.declared.template.Template;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compiled meaning of answers to a search for a place or for items, or to its creation.
 * Thread-safe.
 */
public final class SearchAnswers {
  private static final String UNREADABLE = "The answer cannot be read: ";

  private final List<Rule> rules;

  SearchAnswers(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * @param statuses of the answers; nobody changes them
   */
  record Rule(BitSet statuses, When when, Meaning meaning) {}

  /** The content of an answer. */
  sealed interface Meaning {
    /**
     * Candidates for the place or the item.
     *
     * @param at where a list of candidates or the only one is
     * @param when the condition that a candidate meets; the answer can have others
     * @param keys where a candidate has its key, or one of its keys, as JSON pointers in which
     *     names of the batch can be; empty if the answer has no others
     * @param equals the key of the place or the item; null if there are no {@code keys}
     * @param ignoreCase whether keys that differ by case only are one
     * @param id where a candidate has its id
     * @param optional whether an answer without candidates may lack the place {@code at}
     * @param matchValue where a candidate has its value of the match field; null if that is not
     *     known, so that no record can be searched for by another field
     */
    record Found(
        JsonPointer at,
        When when,
        List<TextTemplate> keys,
        @Nullable Template equals,
        boolean ignoreCase,
        JsonPointer id,
        boolean optional,
        @Nullable TextTemplate matchValue)
        implements Meaning {
      public Found {
        keys = List.copyOf(keys);
      }

      /**
       * The candidates; null if the answer has no such place, or a candidate has no id. Only an
       * answer that can be read says that something is not there.
       */
      @Nullable Candidates candidates(JsonNode body, Values values) {
        JsonNode there = body.at(at);
        if (there.isMissingNode() || there.isNull()) {
          return optional ? new Candidates(this, List.of(), Map.of()) : null;
        }
        List<JsonPointer> named =
            keys.stream().map(key -> JsonPointer.compile(key.text(values))).toList();
        List<String> all = new ArrayList<>();
        Map<String, List<String>> byKey = new HashMap<>();
        for (JsonNode candidate : there.isArray() ? there : List.of(there)) {
          if (!when.holds(candidate)) {
            continue;
          }
          String found = TextTemplate.text(candidate.at(id));
          if (found.isBlank()) {
            return null;
          }
          all.add(found);
          named.stream()
              .map(place -> folded(TextTemplate.text(candidate.at(place))))
              .distinct()
              .forEach(value -> byKey.computeIfAbsent(value, _ -> new ArrayList<>()).add(found));
        }
        return new Candidates(this, all, byKey);
      }

      /** Where a candidate has its value of the match field of the values. */
      String place(Values values) {
        TextTemplate place = matchValue;
        if (place == null) {
          throw new IllegalStateException("The answer does not show the match value");
        }
        return place.text(values);
      }

      /** The values of the candidates at a place, by id; blank for none, nothing if it lacks. */
      Map<String, String> shown(JsonNode body, String place) {
        JsonPointer named = JsonPointer.compile(place);
        JsonNode there = body.at(at);
        Map<String, String> found = new HashMap<>();
        for (JsonNode candidate : there.isArray() ? there : List.of(there)) {
          JsonNode value = candidate.at(named);
          if (!value.isMissingNode()) {
            found.put(TextTemplate.text(candidate.at(id)), TextTemplate.text(value));
          }
        }
        return found;
      }

      private String folded(String text) {
        return ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
      }
    }

    /**
     * The candidates of an answer.
     *
     * @param byKey their ids
     */
    record Candidates(Found found, List<String> all, Map<String, List<String>> byKey) {
      /** The ids of those that the values name. An empty key names none. */
      List<String> ids(Values values) {
        Template equals = found.equals();
        if (equals == null) {
          return all;
        }
        String named = found.folded(TextTemplate.text(equals.value(values)));
        return named.isEmpty() ? List.of() : byKey.getOrDefault(named, List.of());
      }
    }

    /** The vendor does not have it. */
    record Absent() implements Meaning {}

    /** The vendor refuses the creation; another client may have created it. */
    record Refused() implements Meaning {}

    record Failed(OutcomeTemplate outcome) implements Meaning {}
  }

  /** About a place. Of a creation, {@code Ambiguous} says that the vendor may have the place. */
  public Finding finding(Batch batch, Answer answer, Instant now) {
    AnswerBody body = AnswerBody.of(answer);
    return switch (meaning(body)) {
      case Meaning.Found found -> {
        Values values = Values.of(batch);
        Meaning.Candidates candidates = candidates(found, body, values);
        if (candidates == null) {
          yield new Finding.Failed(new Outcome.Ambiguous(UNREADABLE + body.words()));
        }
        List<String> ids = candidates.ids(values);
        yield ids.isEmpty() ? new Finding.Missing(body.words()) : new Finding.Found(ids.getFirst());
      }
      case Meaning.Absent absent -> new Finding.Missing(body.words());
      case Meaning.Refused refused -> new Finding.Refused(body.words());
      case Meaning.Failed(OutcomeTemplate outcome) ->
          new Finding.Failed(alone(outcome.outcome(body.json(), body, now, 1)));
    };
  }

  /** Null if they cannot be read. */
  private static Meaning.@Nullable Candidates candidates(
      Meaning.Found found, AnswerBody body, Values values) {
    return body.isReadable() ? found.candidates(body.json(), values) : null;
  }

  private static Outcome unreadable(AnswerBody body) {
    return new Outcome.Transient(UNREADABLE + body.words(), null);
  }

  /** No single item is at fault if the request for the place is refused. */
  private static Outcome alone(Outcome outcome) {
    return outcome instanceof Outcome.RefusedTogether(var field, var words)
        ? new Outcome.Misconfigured(words)
        : outcome;
  }

  /** About items that were searched for. */
  public Matches matches(Batch batch, List<Item> items, Answer answer, Instant now) {
    AnswerBody body = AnswerBody.of(answer);
    return switch (meaning(body)) {
      case Meaning.Found found -> {
        Meaning.Candidates candidates = candidates(found, body, Values.of(batch));
        yield candidates == null
            ? new Matches.Failed(unreadable(body))
            : matches(candidates, batch, items);
      }
      case Meaning.Absent absent -> new Matches.Found(Map.of(), Map.of());
      case Meaning.Refused refused -> new Matches.Failed(new Outcome.Transient(body.words(), null));
      case Meaning.Failed(OutcomeTemplate outcome) ->
          new Matches.Failed(
              Answers.withoutEffect(outcome.outcome(body.json(), body, now, items.size())));
    };
  }

  /**
   * The value of an item as a search compares it.
   *
   * @param batch of this item alone
   */
  public String comparable(Batch batch) {
    Item item = batch.items().getFirst();
    for (Rule rule : rules) {
      if (rule.meaning instanceof Meaning.Found found) {
        Template equals = found.equals();
        return found.folded(
            equals == null
                ? item.matchValue()
                : TextTemplate.text(equals.value(Values.of(batch).of(item))));
      }
    }
    return item.matchValue();
  }

  /**
   * A further field that was searched by before, without finding the items.
   *
   * @param batch the items with this field in the place of their match field; at least one
   * @param values of the items as the search by this field compares them, by {@link Item#delivery};
   *     without items that have none
   */
  public record Earlier(
      String field, Batch batch, SearchAnswers search, Map<String, String> values) {
    public Earlier {
      values = Map.copyOf(values);
    }

    private String folded(String shown) {
      for (Rule rule : search.rules) {
        if (rule.meaning instanceof Meaning.Found found) {
          return found.folded(shown.strip());
        }
      }
      return shown.strip();
    }

    /** Why the item does not get the record; null if it may. */
    private @Nullable Outcome refusal(Item item, String id, String by, @Nullable String shown) {
      String own = values.get(item.delivery());
      if (own == null) {
        return null;
      }
      if (shown == null) {
        return FurtherSearch.unshown(id, by, field);
      }
      return shown.isBlank() || folded(shown).equals(folded(own))
          ? null
          : FurtherSearch.another(id, by, field);
    }
  }

  /** Whether the answers show the match values of the records that they have. */
  public boolean showMatchValues() {
    return rules.stream()
        .allMatch(
            rule -> !(rule.meaning instanceof Meaning.Found found) || found.matchValue() != null);
  }

  /**
   * About items that were searched for by another field than their match field. A record that has
   * the match value of another item is of that item. So is a record with another value of a field
   * that was searched by before.
   *
   * @param named the items with the other field in the place of their match field, in the same
   *     order
   * @param before the further fields before this one
   */
  public Matches matches(
      Batch batch,
      List<Item> items,
      List<Item> named,
      List<Earlier> before,
      Answer answer,
      Instant now) {
    Matches matches = matches(batch.of(named), named, answer, now);
    AnswerBody body = AnswerBody.of(answer);
    if (!(matches instanceof Matches.Found(Map<String, String> ids, var refused))
        || !(meaning(body) instanceof Meaning.Found found)) {
      return matches;
    }
    String place = found.place(Values.of(batch.of(items)));
    Map<String, String> values = found.shown(body.json(), place);
    List<Map<String, String>> earlier = new ArrayList<>();
    for (Earlier each : before) {
      String other = found.place(Values.of(each.batch()));
      // A fixed place shows one field only.
      earlier.add(other.equals(place) ? Map.of() : found.shown(body.json(), other));
    }
    Map<String, Outcome> all = new HashMap<>(refused);
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      String id = ids.get(item.delivery());
      Outcome refusal =
          id == null
              ? null
              : FurtherSearch.ofAnother(
                  item,
                  id,
                  values.getOrDefault(id, ""),
                  String.valueOf(named.get(i).matchField()),
                  found::folded);
      for (int j = 0; id != null && refusal == null && j < before.size(); j++) {
        String by = String.valueOf(named.get(i).matchField());
        refusal = before.get(j).refusal(item, id, by, earlier.get(j).get(id));
      }
      if (refusal != null) {
        all.put(item.delivery(), refusal);
      }
    }
    Map<String, String> own = new HashMap<>(ids);
    own.keySet().removeAll(all.keySet());
    return new Matches.Found(own, all);
  }

  private static Matches matches(Meaning.Candidates candidates, Batch batch, List<Item> items) {
    Map<String, String> ids = new HashMap<>();
    Map<String, Outcome> refused = new HashMap<>();
    Values values = Values.of(batch);
    for (Item item : items) {
      List<String> matching = candidates.ids(values.of(item));
      if (matching.size() == 1) {
        ids.put(item.delivery(), matching.getFirst());
      } else if (matching.size() > 1) {
        refused.put(
            item.delivery(),
            new Outcome.Rejected(
                item.matchField(), "Several records match: " + String.join(", ", matching)));
      }
    }
    return new Matches.Found(ids, refused);
  }

  private Meaning meaning(AnswerBody body) {
    for (Rule rule : rules) {
      if (rule.statuses.get(body.answer().status()) && rule.when.holds(body.json())) {
        return rule.meaning;
      }
    }
    return new Meaning.Failed(OutcomeTemplate.of(Answers.usual(body)));
  }
}
