package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.trial.TrialReport.Because;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody of one world is several people in the other: evidence of the one whose ends are two
 * people's in the other, or of which one end is nobody's there.
 */
final class TrialReasons {
  private final World one;
  private final World other;

  /** Between whom evidence stands, in the other world. */
  private enum Telling {
    TWO_PEOPLE,
    /** Somebody and what names nobody there, and would join them to others. */
    BETWEEN,
    ASIDE
  }

  /**
   * @param one in which they are one person
   */
  TrialReasons(World one, World other) {
    this.one = one;
    this.other = other;
  }

  /**
   * @param identifiers the person's
   * @param unsaid the reason where evidence is found and nothing says why it does not count in the
   *     other world; null to find none then
   */
  Optional<Because> of(Collection<Identifier> identifiers, @Nullable String unsaid)
      throws SQLException {
    List<Edge> across = across(identifiers);
    Map<String, List<LeftOut>> leftOut =
        other.leftOut(across.stream().map(edge -> edge.stamp().cause()).toList());
    for (Edge edge : across) {
      Optional<String> reason = reason(edge, leftOut.getOrDefault(cause(edge), List.of()));
      if (reason.isPresent()) {
        return Optional.of(because(edge, reason.get()));
      }
    }
    return unsaid == null
        ? Optional.empty()
        : across.stream().findFirst().map(edge -> because(edge, unsaid));
  }

  /** What tells most comes first. */
  private List<Edge> across(Collection<Identifier> identifiers) throws SQLException {
    List<Edge> edges = one.edges(identifiers);
    Set<Identifier> ends = new HashSet<>();
    edges.forEach(edge -> ends.addAll(List.of(edge.left(), edge.right())));
    Map<Identifier, String> owners = other.owners(ends);
    Map<Identifier, Set<String>> beside = new HashMap<>();
    for (Edge edge : edges) {
      keep(beside, edge.left(), owners.get(edge.right()));
      keep(beside, edge.right(), owners.get(edge.left()));
    }
    return edges.stream()
        .filter(edge -> !Objects.equals(owners.get(edge.left()), owners.get(edge.right())))
        .sorted(Comparator.comparing(edge -> telling(edge, owners, beside)))
        .toList();
  }

  private static void keep(
      Map<Identifier, Set<String>> beside, Identifier end, @Nullable String owner) {
    if (owner != null) {
      beside.computeIfAbsent(end, _ -> new HashSet<>()).add(owner);
    }
  }

  private static Telling telling(
      Edge edge, Map<Identifier, String> owners, Map<Identifier, Set<String>> beside) {
    boolean left = owners.containsKey(edge.left());
    if (left && owners.containsKey(edge.right())) {
      return Telling.TWO_PEOPLE;
    }
    Identifier nobodys = left ? edge.right() : edge.left();
    return beside.getOrDefault(nobodys, Set.of()).size() > 1 ? Telling.BETWEEN : Telling.ASIDE;
  }

  private Optional<String> reason(Edge edge, List<LeftOut> leftOut) throws SQLException {
    Optional<String> said =
        leftOut.stream()
            .filter(each ->
                means(each.identifier(), edge.left()) || means(each.identifier(), edge.right()))
            .map(each -> each.reason().wireName())
            .findFirst();
    if (said.isPresent()) {
      return said;
    }
    Optional<String> obstacle =
        Stream.of(edge.left(), edge.right())
            .flatMap(end -> other.reader().obstacle(end.type(), end.value()).stream())
            .map(LeftOut.Reason::wireName)
            .findFirst();
    return obstacle.isPresent() ? obstacle : conflict(edge);
  }

  /** Rows are not on record by themselves. */
  private Optional<String> conflict(Edge edge) throws SQLException {
    Identifier left = other.read(edge.left()).orElse(edge.left());
    Identifier right = other.read(edge.right()).orElse(edge.right());
    Optional<String> reason = other.conflict(left, right);
    return reason.isPresent() ? reason : other.conflict(right, left);
  }

  /**
   * Whether what an event said in the other world is what is an end of the evidence in this one.
   */
  private boolean means(Identifier said, Identifier end) {
    return one.read(said).filter(end::equals).isPresent()
        || other.read(end).filter(said::equals).isPresent();
  }

  private static String cause(Edge edge) {
    return edge.stamp().cause();
  }

  private static Because because(Edge edge, String reason) {
    return new Because(
        edge.left(), edge.right(), cause(edge), edge.source(), edge.stamp().time(), reason);
  }
}
