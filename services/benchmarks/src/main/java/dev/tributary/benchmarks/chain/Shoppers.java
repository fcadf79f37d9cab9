package dev.tributary.benchmarks.chain;

import dev.tributary.benchmarks.load.Events;
import dev.tributary.benchmarks.load.Ids;
import dev.tributary.benchmarks.load.Requests;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The events of 100,000 people, from a seed, in batches. Of a hundred events, five change a
 * membership (a trait enters or leaves the value of an audience, or a milestone is reached for the
 * first time), two merge a profile into another (a person signs in after anonymous browsing), two
 * begin such browsing, and the rest are ordinary.
 */
final class Shoppers implements Requests {
  static final int PEOPLE = 100_000;

  /** The number of values of the trait {@code level}, besides none. */
  static final int LEVELS = 40;

  /** The number of events that each person does once. */
  static final int MILESTONES = 30;

  /** The names of frequent events. */
  static final List<String> NAMES =
      List.of("Product Viewed", "Product Added", "Cart Viewed", "Order Completed", "Article Read");

  private static final byte[] BATCH_START = "{\"batch\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BATCH_END = "]}".getBytes(StandardCharsets.US_ASCII);

  /** A merge ends anonymous browsing only after so many later people have begun to browse. */
  private static final int BROWSING = 50;

  private static final int HUNDRED = 100;

  private final int size;
  private final Ids ids;
  private final Random random;
  private final int round;
  private final ArrayDeque<String> browsing = new ArrayDeque<>();
  private final boolean[] levelled;
  private int made;
  private int milestones;

  /**
   * @param round different for each load on one installation, so that no load repeats the anonymous
   *     people or the milestones of another one
   */
  Shoppers(int size, Ids ids, int round, boolean[] levelled) {
    this.size = size;
    this.ids = ids;
    this.random = new Random(round);
    this.round = round;
    this.levelled = levelled;
  }

  /** One identify of each person, with traits, so that all profiles exist. */
  static Requests arriving(int size, Ids ids) {
    return new Requests() {
      private int person;

      @Override
      public int eventsPerRequest() {
        return size;
      }

      @Override
      public Buffer next(long dueNanos) {
        return batch(
            size,
            () -> {
              int now = person++ % PEOPLE;
              String traits =
                  "\"email\":\"shopper-%d@shop.example\",\"country\":\"C%d\",\"score\":%d,\"level\":\"none\""
                      .formatted(now, now % 200, now % 1000);
              return Events.identify(ids.issue(dueNanos), user(now), device(now), traits);
            });
      }
    };
  }

  @Override
  public int eventsPerRequest() {
    return size;
  }

  @Override
  public Buffer next(long dueNanos) {
    return batch(size, () -> event(ids.issue(dueNanos)));
  }

  private byte[] event(long number) {
    int turn = made++ % HUNDRED;
    int person = random.nextInt(PEOPLE);
    return switch (turn) {
      case 10, 60 -> level(number, person);
      case 30, 50, 80 -> milestone(number);
      case 20, 70 -> browse(number);
      case 25, 75 -> signIn(number, person);
      default ->
          Events.track(
              number,
              user(person),
              device(person),
              NAMES.get(random.nextInt(NAMES.size())),
              random);
    };
  }

  /** The person enters the audience of a level, or leaves it again. */
  private byte[] level(long number, int person) {
    levelled[person] = !levelled[person];
    String level = levelled[person] ? "level-" + person % LEVELS : "none";
    return Events.identify(number, user(person), device(person), "\"level\":\"" + level + "\"");
  }

  /** Every person reaches every milestone once. The order spreads people and milestones. */
  private byte[] milestone(long number) {
    long next = (long) round * PEOPLE + milestones++;
    int person = (int) (next * 7_919 % PEOPLE);
    long milestone = (next / PEOPLE + person) % MILESTONES;
    return Events.track(number, user(person), device(person), "Milestone " + milestone, random);
  }

  private byte[] browse(long number) {
    String unknown = "unknown-" + round + "-" + number;
    browsing.add(unknown);
    return Events.anonymousTrack(number, unknown, "Product Viewed");
  }

  private byte[] signIn(long number, int person) {
    if (browsing.size() <= BROWSING) {
      return Events.track(number, user(person), device(person), NAMES.getFirst(), random);
    }
    return Events.identify(number, user(person), browsing.remove(), "\"seen\":true");
  }

  private static Buffer batch(int size, Supplier<byte[]> events) {
    Buffer body = Buffer.buffer(size * 700);
    body.appendBytes(BATCH_START);
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        body.appendByte((byte) ',');
      }
      body.appendBytes(events.get());
    }
    return body.appendBytes(BATCH_END);
  }

  private static String user(int person) {
    return "shopper-" + person;
  }

  private static String device(int person) {
    return "device-" + person;
  }
}
