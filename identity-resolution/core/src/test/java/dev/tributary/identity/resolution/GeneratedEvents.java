package dev.tributary.identity.resolution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a few people and their devices send within three weeks, in another order than it happened,
 * some of it twice, and what somebody says by hand in between.
 */
public final class GeneratedEvents {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final int DAYS = 21;
  private static final Map<String, String> VALUES =
      Map.of("user_id", "u", "email", "e", "crm_id", "c", "loyalty_id", "l", "anonymous_id", "a");
  private static final List<String> TYPES =
      List.of("user_id", "email", "crm_id", "loyalty_id", "anonymous_id", "anonymous_id");

  private final Random random;
  private final int values;

  /** One thing after the other. */
  public sealed interface Step {}

  /**
   * @param named as {@link Sent} takes it
   */
  public record Event(String named, Instant at) implements Step {}

  /** Somebody makes one person of whoever these lead to; nothing where they lead nowhere. */
  public record ByHand(String one, String other) implements Step {}

  public GeneratedEvents(Random random) {
    this.random = random;
    this.values = 2 + random.nextInt(8);
  }

  public List<Step> history(int size) {
    List<Step> steps = new ArrayList<>(events(size));
    for (int i = random.nextInt(3); i > 0; i--) {
      steps.add(random.nextInt(steps.size() + 1), new ByHand(identifier(), identifier()));
    }
    return steps;
  }

  List<Event> events(int size) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean again = random.nextInt(8) == 0 && !events.isEmpty();
      events.add(again ? events.get(random.nextInt(events.size())) : event());
    }
    return events;
  }

  /** Pairs that somebody keeps apart from the beginning. */
  public List<List<String>> cuts() {
    List<List<String>> cuts = new ArrayList<>();
    for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
      Set<String> pair = new TreeSet<>(List.of(identifier()));
      while (pair.size() < 2) {
        pair.add(identifier());
      }
      cuts.add(List.copyOf(pair));
    }
    return cuts;
  }

  private Event event() {
    // Not finer, so that some stand a day or a week apart exactly.
    Instant at = START.plus(Duration.ofHours(6L * random.nextInt(4 * DAYS)));
    if (random.nextInt(12) == 0) {
      String previous = (random.nextBoolean() ? "u" : "a") + random.nextInt(values);
      return new Event(
          "user_id:u%d previous_id:%s".formatted(random.nextInt(values), previous), at);
    }
    Set<String> named = new TreeSet<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      named.add(written(identifier()));
    }
    List<String> words = new ArrayList<>(named);
    Collections.shuffle(words, random);
    return new Event(String.join(" ", words), at);
  }

  /** As it stands in a table that writes everything small. */
  private String identifier() {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    String value = VALUES.get(type) + random.nextInt(values);
    return type + ":" + value + (type.equals("email") ? "@x.org" : "");
  }

  private String written(String identifier) {
    int colon = identifier.indexOf(':');
    return random.nextInt(5) == 0
        ? identifier.substring(0, colon) + identifier.substring(colon).toUpperCase()
        : identifier;
  }
}
