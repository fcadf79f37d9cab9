package dev.tributary.benchmarks.identity;

import dev.tributary.benchmarks.load.Events;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The events of people, chosen from a seed. Of a hundred events, 80 are tracks of a known person,
 * 10 are identifies with a changed trait, and 8 introduce a new person. One is from an anonymous
 * visitor, and one identifies the visitor before as a known person: a merge.
 */
final class EventMix {
  private static final List<String> NAMES =
      List.of("Product Viewed", "Product Added", "Cart Viewed", "Order Completed", "Article Read");

  /** The event name of anonymous people. */
  static final String ANONYMOUS = NAMES.getFirst();

  private static final int CYCLE = 100;
  private static final int DOING = 80;
  private static final int CHANGING = 90;
  private static final int NEW = 98;

  /**
   * Above the numbers of all known people and their copies, so that no new person has a number in
   * use.
   */
  private static final int FIRST_NEW = 50_000_000;

  private static final AtomicLong MESSAGES = new AtomicLong();
  private static final AtomicInteger NEWCOMERS = new AtomicInteger(FIRST_NEW);
  private static final AtomicInteger VISITORS = new AtomicInteger();

  private final Random random;
  private final int people;
  private int turn;
  private String visitor = visitor();

  /**
   * @param people how many are known: those with smaller numbers
   */
  EventMix(long seed, int people) {
    this.random = new Random(seed);
    this.people = people;
  }

  static String user(int person) {
    return "user-%08d".formatted(person);
  }

  static String device(int person) {
    return "device-%08d".formatted(person);
  }

  static String email(int person) {
    return "person-%08d@shop.example".formatted(person);
  }

  /** The first event of a person, which identifies them. */
  static Event introduction(int person) {
    String traits =
        "\"email\":\"%s\",\"name\":\"Person %d\",\"plan\":\"free\",\"country\":\"NL\""
            .formatted(email(person), person % 1000);
    return identify(user(person), device(person), traits);
  }

  static Event identify(String user, String device, String traits) {
    return new Event(device, Events.identify(MESSAGES.getAndIncrement(), user, device, traits));
  }

  Event track(String user, String device) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return new Event(device, Events.track(MESSAGES.getAndIncrement(), user, device, name, random));
  }

  static Event anonymous(String device) {
    return new Event(device, Events.anonymousTrack(MESSAGES.getAndIncrement(), device, ANONYMOUS));
  }

  List<Event> next(int events) {
    return Stream.generate(this::next).limit(events).toList();
  }

  Event next() {
    int person = random.nextInt(people);
    int kind = turn++ % CYCLE;
    if (kind < DOING) {
      return track(user(person), device(person));
    }
    if (kind < CHANGING) {
      return identify(
          user(person), device(person), "\"score\":%d".formatted(random.nextInt(1_000_000)));
    }
    if (kind < NEW) {
      return introduction(NEWCOMERS.getAndIncrement());
    }
    if (kind == NEW) {
      visitor = visitor();
      return anonymous(visitor);
    }
    return identify(user(person), visitor, "\"seen\":true");
  }

  private static String visitor() {
    return "visitor-%08d".formatted(VISITORS.getAndIncrement());
  }
}
