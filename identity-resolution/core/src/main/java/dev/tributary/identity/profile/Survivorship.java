package dev.tributary.identity.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.value.Moment;
import dev.tributary.contracts.value.ValueReader;
import dev.tributary.identity.claim.IdentifierForms;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import dev.tributary.identity.profile.Traits.Winner;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value that wins among the values of one trait. The result depends only on the values
 * and the times at which they happened, never on the order of arrival.
 */
final class Survivorship {
  private static final Comparator<Winner> BY_TIME =
      Comparator.comparing((Winner candidate) -> candidate.value().stamp())
          // Two rows of one run may have different values at the same time: their keys decide.
          .thenComparing(candidate -> candidate.origin().text());

  private Survivorship() {}

  /**
   * @param newest the current value from each origin and identifier
   * @param first the first value from each origin and identifier, where it is known
   * @param type the declared type of the trait; null compares values as they were sent
   */
  static @Nullable Winner of(
      Map<AnchoredOrigin, TraitValue> newest,
      Map<AnchoredOrigin, TraitValue> first,
      TraitPolicy policy,
      @Nullable DeclaredType type) {
    // A fast path for almost all traits of almost all people, which runs for each event.
    if (newest.size() == 1 && policy.kind() == TraitPolicy.Kind.LATEST) {
      Map.Entry<AnchoredOrigin, TraitValue> only = newest.entrySet().iterator().next();
      TraitValue value = only.getValue();
      return value.withdrawn() ? null : new Winner(only.getKey(), value);
    }
    List<Winner> candidates = candidates(newest);
    if (candidates.isEmpty()) {
      return null;
    }
    if (policy.kind() == TraitPolicy.Kind.LATEST) {
      return latest(uncorrected(candidates));
    }
    // A correction by hand is better than any policy.
    List<Winner> byHand =
        candidates.stream().filter(candidate -> candidate.origin().byHand()).toList();
    if (!byHand.isEmpty()) {
      return latest(byHand);
    }
    return switch (policy.kind()) {
      case FIRST -> first(candidates, first);
      case MOST_TRUSTED ->
          best(candidates, Comparator.comparing(candidate -> -policy.rank(candidate.origin())));
      case LONGEST ->
          best(candidates, Comparator.comparing(candidate -> length(candidate.value().value())));
      case MOST_FREQUENT -> mostFrequent(candidates);
      case SMALLEST -> largest(candidates, type, Comparator.reverseOrder());
      case LARGEST -> largest(candidates, type, Comparator.naturalOrder());
      case UNION -> union(candidates);
      case LATEST -> throw new IllegalStateException("It was decided before");
    };
  }

  /** The values that count: not withdrawn by their origin since, and not deleted by hand. */
  static List<Winner> candidates(Map<AnchoredOrigin, TraitValue> newest) {
    Map<AnchoredOrigin, TraitValue> inForce = inForce(newest, newest);
    Map<Origin, Stamp> withdrawn = withdrawn(inForce);
    Stamp deleted = withdrawn.get(Origin.MANUAL);
    List<Winner> candidates = new ArrayList<>(inForce.size());
    inForce.forEach((from, value) -> {
      if (counts(value, withdrawn.get(from.origin())) && counts(value, deleted)) {
        candidates.add(new Winner(from, value));
      }
    });
    return candidates;
  }

  /**
   * The values without those by hand that a user has withdrawn since. They stay in the profile, so
   * that after an unmerge each person has the corrections that only the other one's withdrawal hid.
   *
   * @param newest the current values of the trait, with the withdrawals
   * @return the same object if no correction was withdrawn
   */
  static Map<AnchoredOrigin, TraitValue> inForce(
      Map<AnchoredOrigin, TraitValue> values, Map<AnchoredOrigin, TraitValue> newest) {
    Stamp until = null;
    for (Map.Entry<AnchoredOrigin, TraitValue> each : newest.entrySet()) {
      if (each.getKey().origin() instanceof Origin.WithdrawnCorrection) {
        Stamp stamp = each.getValue().stamp();
        until = until == null ? stamp : later(until, stamp);
      }
    }
    if (until == null) {
      return values;
    }
    Map<AnchoredOrigin, TraitValue> inForce = new LinkedHashMap<>();
    for (Map.Entry<AnchoredOrigin, TraitValue> each : values.entrySet()) {
      Origin origin = each.getKey().origin();
      boolean correction = origin.byHand() && !(origin instanceof Origin.WithdrawnCorrection);
      if (!correction || each.getValue().stamp().after(until)) {
        inForce.put(each.getKey(), each.getValue());
      }
    }
    return inForce;
  }

  /**
   * The values by hand, and the values of sources that no user has corrected. A later event with
   * the replaced identifier does not bring its value back: a correction is about this value,
   * whatever the time of the event. A value that is the newest correction itself counts, also if an
   * earlier correction replaced it.
   */
  private static List<Winner> uncorrected(List<Winner> candidates) {
    List<Winner> corrections =
        candidates.stream()
            .filter(each -> each.origin() instanceof Origin.CorrectedIdentifier)
            .toList();
    if (corrections.isEmpty()) {
      return candidates;
    }
    Winner newest = latest(corrections);
    Identifier right = new Identifier(newest.from().anchor().type(), text(newest));
    return candidates.stream()
        .filter(each ->
            each.origin().byHand()
                || IdentifierForms.exact(right, text(each))
                || corrections.stream()
                    .noneMatch(one -> IdentifierForms.same(one.from().anchor(), text(each))))
        .toList();
  }

  private static String text(Winner candidate) {
    return text(candidate.value().value());
  }

  /**
   * When each origin has last withdrawn its value. A user who withdraws a value by hand also
   * withdraws the corrections of its identifiers.
   */
  static Map<Origin, Stamp> withdrawn(Map<AnchoredOrigin, TraitValue> newest) {
    Map<Origin, Stamp> withdrawn = new HashMap<>();
    newest.forEach((from, value) -> {
      if (value.withdrawn()) {
        withdrawn.merge(from.origin(), value.stamp(), Survivorship::later);
      }
    });
    Stamp byHand = withdrawn.get(Origin.MANUAL);
    if (byHand != null) {
      withdrawn.put(Origin.CORRECTED_IDENTIFIER, byHand);
    }
    return withdrawn;
  }

  static boolean counts(TraitValue value, @Nullable Stamp since) {
    return !value.withdrawn() && (since == null || value.stamp().after(since));
  }

  private static Stamp later(Stamp one, Stamp other) {
    return other.after(one) ? other : one;
  }

  private static Winner latest(Collection<Winner> candidates) {
    return candidates.stream().max(BY_TIME).orElseThrow();
  }

  private static Winner best(Collection<Winner> candidates, Comparator<Winner> order) {
    return candidates.stream().max(order.thenComparing(BY_TIME)).orElseThrow();
  }

  private static Winner first(List<Winner> candidates, Map<AnchoredOrigin, TraitValue> first) {
    List<Winner> all = new ArrayList<>(candidates);
    candidates.forEach(candidate -> {
      TraitValue before = first.get(candidate.from());
      if (before != null && !before.withdrawn()) {
        all.add(new Winner(candidate.from(), before));
      }
    });
    return all.stream().min(BY_TIME).orElseThrow();
  }

  private static Winner mostFrequent(List<Winner> candidates) {
    Map<JsonNode, List<Winner>> byValue = new LinkedHashMap<>();
    candidates.forEach(candidate ->
        byValue.computeIfAbsent(candidate.value().value(), _ -> new ArrayList<>()).add(candidate));
    return best(
        candidates,
        Comparator.comparing(
            candidate -> byValue.getOrDefault(candidate.value().value(), List.of()).size()));
  }

  /**
   * Compares the values that can be read as the declared type; if no value can be read, all values
   * as they were sent.
   */
  private static Winner largest(
      List<Winner> candidates, @Nullable DeclaredType type, Comparator<Size> order) {
    List<Winner> readable =
        candidates.stream()
            .filter(
                candidate -> !ValueReader.value(type, candidate.value().value()).isMissingNode())
            .toList();
    return readable.isEmpty()
        ? best(candidates, Comparator.comparing(each -> size(null, each), order))
        : best(readable, Comparator.comparing(each -> size(type, each), order));
  }

  private static Size size(@Nullable DeclaredType type, Winner candidate) {
    JsonNode read = ValueReader.value(type, candidate.value().value());
    Moment time =
        type == DeclaredType.DATE_TIME && read.isTextual()
            ? Moment.parse(read.textValue(), ZoneOffset.UTC)
            : null;
    return new Size(time == null ? read : LongNode.valueOf(time.start(ZoneOffset.UTC)));
  }

  /** A value in the order of {@link #bySize}. */
  private record Size(JsonNode value) implements Comparable<Size> {
    @Override
    public int compareTo(Size other) {
      return bySize(value, other.value);
    }
  }

  /** Numbers come before texts. */
  private static int bySize(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    if (left.isNumber() != right.isNumber()) {
      return left.isNumber() ? -1 : 1;
    }
    return text(left).compareTo(text(right));
  }

  private static int length(JsonNode value) {
    return value.isContainerNode()
        ? value.size()
        : text(value).codePointCount(0, text(value).length());
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** The union, with the origin and the time of the latest value. */
  private static Winner union(List<Winner> candidates) {
    Comparator<JsonNode> order = Survivorship::bySize;
    SortedSet<JsonNode> elements = new TreeSet<>(order.thenComparing(JsonNode::toString));
    for (Winner candidate : candidates) {
      JsonNode value = candidate.value().value();
      if (value.isArray()) {
        value.forEach(elements::add);
      } else {
        elements.add(value);
      }
    }
    Winner latest = latest(candidates);
    JsonNode all = JsonNodeFactory.instance.arrayNode().addAll(elements);
    return new Winner(latest.from(), new TraitValue(all, latest.value().stamp()));
  }
}
