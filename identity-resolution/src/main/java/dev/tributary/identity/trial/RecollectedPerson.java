package dev.tributary.identity.trial;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Profile.Group;
import dev.tributary.identity.profile.Traits.Speaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Says once more what was learned of a person by inputs that the log no longer holds, by the
 * identifier that it was said by. What a row said is left out, as long as a model says what rows
 * mean: the newest of each is in the log for ever. Confined to one thread.
 */
public final class RecollectedPerson {
  /** Where somebody was seen, and in which group, is not kept. */
  private static final Origin SOMEWHERE = new Origin.Source("");

  private final String world;
  private final Profile person;
  private final Told told;
  private final List<Claim> claims = new ArrayList<>();

  /** What the log tells by itself. */
  public interface Told {
    /** Whether it holds the input of that id. */
    boolean input(String id);

    /** Whether it tells what the rows of a model say. */
    boolean rows(String model);

    /**
     * Whether it tells that somebody was seen then.
     *
     * @param anchor the identifier that named them
     */
    boolean seen(Identifier anchor, Instant when);
  }

  /**
   * @param world whose claims these become
   */
  public RecollectedPerson(String world, Profile person, Told told) {
    this.world = world;
    this.person = person;
    this.told = told;
  }

  /**
   * An answer as it came.
   *
   * @param consent whether about a purpose; else about a channel
   * @param anchor the identifier that gave it; null where that was not noted
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
     * @param world whose claim it becomes
     * @param other who gave it, where that was not noted
     */
    public Claim claim(String world, Identifier other) {
      return RecollectedPerson.claim(
          world,
          origin(source),
          stamp,
          anchor == null ? other : anchor,
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
   * By whom something was said, once it is told again. A row takes back what it said before when it
   * speaks; what is told of it is not that.
   *
   * @param source an {@link Origin}'s text
   */
  public static Origin origin(String source) {
    return source.equals(Origin.MANUAL.text()) ? Origin.MANUAL : new Origin.Source(source);
  }

  /** The ids of inputs that the person's traits and groups are known from. */
  public static Set<String> causes(Profile person) {
    Set<String> causes = new HashSet<>();
    BiConsumer<String, Map<Speaker, TraitValue>> add =
        (_, speakers) -> speakers.values().forEach(value -> causes.add(value.stamp().cause()));
    person.traits().forEach(add);
    person.traits().forEachFirst(add);
    person.groups().values().forEach(group -> causes.add(group.stamp().cause()));
    return causes;
  }

  /**
   * @param answers of the person that the log does not tell, earliest first
   */
  public List<Claim> claims(List<GivenAnswer> answers) {
    person.seen().forEach((anchor, seen) -> seen(anchor, seen.first()));
    Map<Speaker, Map<String, TraitValue>> first = new LinkedHashMap<>();
    Map<Speaker, Map<String, TraitValue>> newest = new LinkedHashMap<>();
    person.traits().forEachFirst(collect(first));
    person.traits().forEach(collect(newest));
    first.forEach(this::said);
    newest.forEach(this::said);
    person.groups().forEach(this::joined);
    answers.forEach(answer -> claims.add(answer.claim(world, person.spokesman())));
    person.seen().forEach((anchor, seen) -> seen(anchor, seen.last()));
    return claims;
  }

  private void seen(Identifier anchor, Instant when) {
    if (!told.seen(anchor, when)) {
      add(SOMEWHERE, new Stamp(when, ""), anchor, Map.of(), null);
    }
  }

  private BiConsumer<String, Map<Speaker, TraitValue>> collect(
      Map<Speaker, Map<String, TraitValue>> into) {
    return (trait, speakers) ->
        speakers.forEach((speaker, value) -> {
          if (!told(speaker.origin(), value)) {
            into.computeIfAbsent(speaker, _ -> new LinkedHashMap<>()).put(trait, value);
          }
        });
  }

  private boolean told(Origin origin, TraitValue value) {
    return origin instanceof Origin.Row row
        ? told.rows(row.model())
        : told.input(value.stamp().cause());
  }

  private void said(Speaker speaker, Map<String, TraitValue> values) {
    Stamp newest =
        values.values().stream().map(TraitValue::stamp).max(Stamp::compareTo).orElseThrow();
    add(speaker.origin(), newest, speaker.anchor(), values, null);
  }

  private void joined(Identifier anchor, Group group) {
    if (!told.input(group.stamp().cause())) {
      add(SOMEWHERE, group.stamp(), anchor, Map.of(), group.groupId());
    }
  }

  private void add(
      Origin origin,
      Stamp stamp,
      Identifier anchor,
      Map<String, TraitValue> traits,
      @Nullable String group) {
    claims.add(claim(world, origin, stamp, anchor, traits, Map.of(), Map.of(), group));
  }

  private static Claim claim(
      String world,
      Origin origin,
      Stamp stamp,
      Identifier anchor,
      Map<String, TraitValue> traits,
      Map<String, Answer<ConsentState>> consent,
      Map<String, Answer<SubscriptionState>> subscriptions,
      @Nullable String group) {
    return new Claim(
        world, origin, stamp, List.of(anchor), List.of(), traits, consent, subscriptions, group);
  }
}
