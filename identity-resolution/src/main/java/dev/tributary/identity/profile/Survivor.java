package dev.tributary.identity.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Traits.Speaker;
import dev.tributary.identity.profile.Traits.Winner;
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
 * Finds the value that wins among what was said of one trait. It depends on what was said and when
 * it happened only, never on the order of arrival.
 */
final class Survivor {
  private static final Comparator<Winner> BY_TIME =
      Comparator.comparing((Winner said) -> said.value().stamp())
          // Two rows of one run may say different things at the same time: their keys decide.
          .thenComparing(said -> said.origin().text());

  private Survivor() {}

  /**
   * @param newest what each says now
   * @param first what each said first, where that is known
   */
  static @Nullable Winner of(
      Map<Speaker, TraitValue> newest, Map<Speaker, TraitValue> first, TraitPolicy policy) {
    // Almost every trait of almost everybody, with each event.
    if (newest.size() == 1 && policy.kind() == TraitPolicy.Kind.LATEST) {
      Map.Entry<Speaker, TraitValue> only = newest.entrySet().iterator().next();
      TraitValue value = only.getValue();
      return value.withdrawn() ? null : new Winner(only.getKey(), value);
    }
    List<Winner> candidates = candidates(newest);
    if (candidates.isEmpty()) {
      return null;
    }
    if (policy.kind() == TraitPolicy.Kind.LATEST) {
      return latest(candidates);
    }
    // Whoever corrected it by hand knew better than any policy.
    List<Winner> byHand =
        candidates.stream().filter(said -> said.origin() instanceof Origin.Manual).toList();
    if (!byHand.isEmpty()) {
      return latest(byHand);
    }
    return switch (policy.kind()) {
      case FIRST -> first(candidates, first);
      case MOST_TRUSTED ->
          best(candidates, Comparator.comparing(said -> -policy.rank(said.origin())));
      case LONGEST -> best(candidates, Comparator.comparing(said -> length(said.value().value())));
      case MOST_FREQUENT -> mostFrequent(candidates);
      case SMALLEST -> best(candidates, size().reversed());
      case LARGEST -> best(candidates, size());
      case UNION -> union(candidates);
      case LATEST -> throw new IllegalStateException("It was decided before");
    };
  }

  /** What counts: not withdrawn by its origin since, nor deleted by hand. */
  static List<Winner> candidates(Map<Speaker, TraitValue> newest) {
    Map<Origin, Stamp> withdrawn = withdrawn(newest);
    Stamp deleted = withdrawn.get(Origin.MANUAL);
    List<Winner> candidates = new ArrayList<>(newest.size());
    newest.forEach((speaker, value) -> {
      if (counts(value, withdrawn.get(speaker.origin())) && counts(value, deleted)) {
        candidates.add(new Winner(speaker, value));
      }
    });
    return candidates;
  }

  /** When each origin last withdrew what it had said. */
  static Map<Origin, Stamp> withdrawn(Map<Speaker, TraitValue> newest) {
    Map<Origin, Stamp> withdrawn = new HashMap<>();
    newest.forEach((speaker, value) -> {
      if (value.withdrawn()) {
        withdrawn.merge(speaker.origin(), value.stamp(), Survivor::later);
      }
    });
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

  private static Winner first(List<Winner> candidates, Map<Speaker, TraitValue> first) {
    List<Winner> all = new ArrayList<>(candidates);
    candidates.forEach(said -> {
      TraitValue before = first.get(said.speaker());
      if (before != null && !before.withdrawn()) {
        all.add(new Winner(said.speaker(), before));
      }
    });
    return all.stream().min(BY_TIME).orElseThrow();
  }

  private static Winner mostFrequent(List<Winner> candidates) {
    Map<JsonNode, List<Winner>> byValue = new LinkedHashMap<>();
    candidates.forEach(
        said -> byValue.computeIfAbsent(said.value().value(), _ -> new ArrayList<>()).add(said));
    return best(
        candidates,
        Comparator.comparing(said -> byValue.getOrDefault(said.value().value(), List.of()).size()));
  }

  private static Comparator<Winner> size() {
    return Comparator.comparing(said -> said.value().value(), Survivor::bySize);
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

  /** As if the latest of them had said it. */
  private static Winner union(List<Winner> candidates) {
    Comparator<JsonNode> order = Survivor::bySize;
    SortedSet<JsonNode> elements = new TreeSet<>(order.thenComparing(JsonNode::toString));
    for (Winner said : candidates) {
      JsonNode value = said.value().value();
      if (value.isArray()) {
        value.forEach(elements::add);
      } else {
        elements.add(value);
      }
    }
    Winner latest = latest(candidates);
    JsonNode all = JsonNodeFactory.instance.arrayNode().addAll(elements);
    return new Winner(latest.speaker(), new TraitValue(all, latest.value().stamp()));
  }
}
