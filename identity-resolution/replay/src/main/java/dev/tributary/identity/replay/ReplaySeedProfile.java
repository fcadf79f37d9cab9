package dev.tributary.identity.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.ClaimBuilder;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Profile.Group;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes claims from what a profile has learned by inputs that the log no longer holds, each with
 * the identifier by which it was learned. Values of rows are left out while a model has a mapping
 * for them: the log keeps the newest version of each row for ever. Confined to one thread.
 */
public final class ReplaySeedProfile {
  /** A profile does not keep the source of a visit, nor of a group. */
  private static final Origin UNKNOWN_SOURCE = new Origin.Source(new SourceId(""));

  private final WorkspaceId copyName;
  private final Profile person;
  private final LogContent log;
  private final List<Claim> claims = new ArrayList<>();

  /** The inputs that are still on the log. */
  public interface LogContent {
    /** Whether the log holds the input with that id. */
    boolean input(String id);

    /** Whether the log holds the rows of a model. */
    boolean rows(ModelId model);

    /**
     * Whether the log holds an input that named the profile at that time.
     *
     * @param anchor the identifier in that input
     */
    boolean seen(Identifier anchor, Instant when);
  }

  /**
   * @param copyName the replay copy to which the claims belong
   */
  public ReplaySeedProfile(WorkspaceId copyName, Profile person, LogContent log) {
    this.copyName = copyName;
    this.person = person;
    this.log = log;
  }

  /**
   * One answer, as it was given.
   *
   * @param consent true for a purpose, false for a channel
   * @param anchor the identifier that gave the answer; null if that was not recorded
   */
  public record GivenAnswer(
      boolean consent,
      String name,
      String state,
      Stamp stamp,
      String source,
      SourceKind by,
      @Nullable Identifier anchor) {

    /**
     * @param copyName the replay copy to which the claim belongs
     * @param other the identifier to use if none was recorded
     */
    public Claim claim(WorkspaceId copyName, Identifier other) {
      return ReplaySeedProfile.claim(
          copyName,
          origin(source),
          stamp,
          List.of(anchor == null ? other : anchor),
          Map.of(),
          consent ? Map.of(name, answer(ConsentState.named(state))) : Map.of(),
          consent ? Map.of() : Map.of(name, answer(SubscriptionState.named(state))),
          null);
    }

    private <S> Answer<S> answer(S given) {
      return new Answer<>(given, stamp, source, by);
    }
  }

  /**
   * The origin of a replayed value. A claim with a row origin withdraws the earlier values of the
   * row. A replayed value must not do that, so it gets another origin.
   *
   * @param source an {@link Origin}'s text
   */
  public static Origin origin(String source) {
    Origin origin = Origin.of(source);
    return origin.byHand() ? origin : new Origin.Source(new SourceId(source));
  }

  /** The ids of the inputs from which the traits and groups of the profile come. */
  public static Set<String> causes(Profile person) {
    Set<String> causes = new HashSet<>();
    BiConsumer<String, Map<AnchoredOrigin, TraitValue>> add =
        (_, given) -> given.values().forEach(value -> causes.add(value.stamp().cause()));
    person.traits().forEach(add);
    person.traits().forEachFirst(add);
    person.groups().values().forEach(group -> causes.add(group.stamp().cause()));
    return causes;
  }

  /**
   * @param answers of the profile that the log does not hold, earliest first
   */
  public List<Claim> claims(List<GivenAnswer> answers) {
    person.seen().forEach((anchor, seen) -> seen(anchor, seen.first()));
    Map<AnchoredOrigin, Map<String, TraitValue>> first = new LinkedHashMap<>();
    Map<AnchoredOrigin, Map<String, TraitValue>> newest = new LinkedHashMap<>();
    person.traits().forEachFirst(collect(first));
    person.traits().forEach(collect(newest));
    first.forEach(this::said);
    newest.forEach(this::said);
    person.groups().forEach(this::joined);
    answers.forEach(answer -> claims.add(answer.claim(copyName, person.defaultAnchor())));
    person.seen().forEach((anchor, seen) -> seen(anchor, seen.last()));
    return claims;
  }

  private void seen(Identifier anchor, Instant when) {
    if (!log.seen(anchor, when)) {
      add(UNKNOWN_SOURCE, new Stamp(when, ""), anchor, Map.of(), null);
    }
  }

  private BiConsumer<String, Map<AnchoredOrigin, TraitValue>> collect(
      Map<AnchoredOrigin, Map<String, TraitValue>> into) {
    return (trait, given) ->
        given.forEach((from, value) -> {
          if (!onRecord(from.origin(), value)) {
            into.computeIfAbsent(from, _ -> new LinkedHashMap<>()).put(trait, value);
          }
        });
  }

  private boolean onRecord(Origin origin, TraitValue value) {
    return origin instanceof Origin.Row row
        ? log.rows(row.model())
        : log.input(value.stamp().cause());
  }

  private void said(AnchoredOrigin from, Map<String, TraitValue> values) {
    Stamp newest =
        values.values().stream().map(TraitValue::stamp).max(Stamp::compareTo).orElseThrow();
    claims.add(
        claim(
            copyName,
            from.origin(),
            newest,
            identifiers(from, values),
            values,
            Map.of(),
            Map.of(),
            null));
  }

  /**
   * A corrected identifier also names the right one. Otherwise the correction would be dropped
   * where evidence of both is replayed later, or not at all.
   */
  private static List<Identifier> identifiers(AnchoredOrigin from, Map<String, TraitValue> values) {
    Stream<Identifier> right =
        from.origin() instanceof Origin.CorrectedIdentifier
            ? values.entrySet().stream()
                .map(each -> new Identifier(each.getKey(), each.getValue().value().asText()))
            : Stream.empty();
    return Stream.concat(Stream.of(from.anchor()), right).distinct().toList();
  }

  private void joined(Identifier anchor, Group group) {
    if (!log.input(group.stamp().cause())) {
      add(UNKNOWN_SOURCE, group.stamp(), anchor, Map.of(), group.groupId());
    }
  }

  private void add(
      Origin origin,
      Stamp stamp,
      Identifier anchor,
      Map<String, TraitValue> traits,
      @Nullable String group) {
    claims.add(claim(copyName, origin, stamp, List.of(anchor), traits, Map.of(), Map.of(), group));
  }

  private static Claim claim(
      WorkspaceId copyName,
      Origin origin,
      Stamp stamp,
      List<Identifier> identifiers,
      Map<String, TraitValue> traits,
      Map<String, Answer<ConsentState>> consent,
      Map<String, Answer<SubscriptionState>> subscriptions,
      @Nullable String group) {
    return ClaimBuilder.builder()
        .workspace(copyName)
        .origin(origin)
        .stamp(stamp)
        .identifiers(identifiers)
        .leftOut(List.of())
        .traits(traits)
        .consent(consent)
        .subscriptions(subscriptions)
        .group(group)
        .build();
  }
}
