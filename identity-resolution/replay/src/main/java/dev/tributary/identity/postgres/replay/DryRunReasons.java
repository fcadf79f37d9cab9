package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.replay.DryRunReport.Because;
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
 * Explains why one profile of one side is several profiles on the other side. The explanation is
 * evidence whose two identifiers lead to two profiles on the other side, or of which one identifier
 * leads to no profile there.
 */
final class DryRunReasons {
  private final ComparisonSide one;
  private final ComparisonSide other;

  /**
   * The profiles to which the identifiers of the evidence lead on the other side, the best
   * explanation first.
   */
  private enum Rank {
    TWO_PROFILES,
    /**
     * One profile, and an identifier without a profile that evidence connects with several
     * profiles.
     */
    LINKS_PROFILES,
    WEAK
  }

  /**
   * @param one the side on which the identifiers have one profile
   */
  DryRunReasons(ComparisonSide one, ComparisonSide other) {
    this.one = one;
    this.other = other;
  }

  /**
   * @param identifiers of the profile
   * @param defaultReason the reason to return for evidence whose reason is not known; null to
   *     return nothing in that case
   */
  Optional<Because> of(Collection<Identifier> identifiers, @Nullable String defaultReason)
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
    return defaultReason == null
        ? Optional.empty()
        : across.stream().findFirst().map(edge -> because(edge, defaultReason));
  }

  /** The best explanation comes first. */
  private List<Edge> across(Collection<Identifier> identifiers) throws SQLException {
    List<Edge> edges = one.edges(identifiers);
    Set<Identifier> ends = new HashSet<>();
    edges.forEach(edge -> ends.addAll(List.of(edge.left(), edge.right())));
    Map<Identifier, ProfileId> owners = other.owners(ends);
    Map<Identifier, Set<ProfileId>> beside = new HashMap<>();
    for (Edge edge : edges) {
      keep(beside, edge.left(), owners.get(edge.right()));
      keep(beside, edge.right(), owners.get(edge.left()));
    }
    return edges.stream()
        .filter(edge -> !Objects.equals(owners.get(edge.left()), owners.get(edge.right())))
        .sorted(Comparator.comparing(edge -> rank(edge, owners, beside)))
        .toList();
  }

  private static void keep(
      Map<Identifier, Set<ProfileId>> beside, Identifier end, @Nullable ProfileId owner) {
    if (owner != null) {
      beside.computeIfAbsent(end, _ -> new HashSet<>()).add(owner);
    }
  }

  private static Rank rank(
      Edge edge, Map<Identifier, ProfileId> owners, Map<Identifier, Set<ProfileId>> beside) {
    boolean left = owners.containsKey(edge.left());
    if (left && owners.containsKey(edge.right())) {
      return Rank.TWO_PROFILES;
    }
    Identifier unowned = left ? edge.right() : edge.left();
    return beside.getOrDefault(unowned, Set.of()).size() > 1 ? Rank.LINKS_PROFILES : Rank.WEAK;
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

  /** A row has no recorded event, so the reason is taken from the conflict. */
  private Optional<String> conflict(Edge edge) throws SQLException {
    Identifier left = other.read(edge.left()).orElse(edge.left());
    Identifier right = other.read(edge.right()).orElse(edge.right());
    Optional<String> reason = other.conflict(left, right);
    return reason.isPresent() ? reason : other.conflict(right, left);
  }

  /**
   * Whether an identifier in an event of the other side is an identifier of the evidence on this
   * side.
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
