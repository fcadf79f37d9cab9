package dev.tributary.contracts;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Makes ids: a prefix for the kind of object, then a UUID of version 7 (RFC 9562), whose first 48
 * bits are the Unix time in milliseconds. The ids of one instance of this class ascend in the order
 * in which they were made, for any change of the clock and on every thread: method 2 of RFC 9562,
 * section 6.2 (monotonic random). Within a millisecond a counter of 58 bits, which begins at random
 * below half its range, grows by a random step. If it overflows or the clock goes back, the time
 * part runs ahead of the clock. Only the clocks order the ids of different instances.
 *
 * <p>The last 16 bits are random, or the index in a {@link Sequence}.
 *
 * <p>Thread-safe if the random generator is. Never blocks: one compare-and-set per id or sequence.
 */
public final class Ids {
  public static final String WORKSPACE = "wsp_";
  public static final String WORKSPACE_DELETION = "wdl_";
  public static final String SOURCE = "src_";
  public static final String WRITE_KEY = "key_";
  public static final String WAREHOUSE = "whs_";
  public static final String MODEL = "mdl_";
  public static final String PROFILE = "prf_";
  public static final String TRAIT = "trt_";
  public static final String EVENT_PROPERTY = "epr_";
  public static final String SYNONYMS = "snm_";
  public static final String TRAIT_POLICY = "tpl_";
  public static final String IDENTITY_RULES = "idr_";
  public static final String CONFLICT = "cfl_";
  public static final String SUGGESTION = "sug_";
  public static final String MATCHING_RUN = "mtr_";
  public static final String RULES_TRIAL = "tri_";
  public static final String REBUILD = "rbd_";
  public static final String MATCHING_SETTINGS = "mts_";
  public static final String AUDIENCE = "aud_";
  public static final String CONNECTOR = "con_";
  public static final String DESTINATION = "dst_";
  public static final String SYNC = "syn_";
  public static final String RUN = "run_";
  public static final String DELIVERY = "dlv_";
  public static final String EVENT = "evt_";
  public static final String ALERT = "alt_";
  public static final String ALERT_RULE = "alr_";
  public static final String AUDIT_ENTRY = "ade_";
  public static final String INVITATION = "inv_";
  public static final String MESSAGE = "msg_";
  public static final String CHANGE_REQUEST = "chr_";

  private static final int PLACE_BITS = 16;
  private static final int COUNTER_BITS = 58;
  private static final int COUNTER_LOW_BITS = 46;
  private static final long MOST_PLACES = 1L << PLACE_BITS;
  private static final int PLACE_DIGITS = PLACE_BITS / 4;
  private static final int UUID_DIGITS = 36;

  private final Clock clock;
  private final RandomGenerator random;
  private final AtomicReference<Mark> last = new AtomicReference<>(new Mark(Long.MIN_VALUE, 0));

  public Ids(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public String next(String prefix) {
    return id(prefix, mark(), random.nextLong() >>> (Long.SIZE - PLACE_BITS));
  }

  /** Ids for the items of one request. */
  public Sequence sequence(String prefix) {
    return new Sequence(prefix);
  }

  /**
   * Ids that ascend one by one and share a {@link #sequenceOf}, which no other id has. From the
   * 65,537th id on they have another one. Confined to one thread.
   */
  public final class Sequence {
    private final String prefix;
    private Mark mark = mark();
    private long place;

    private Sequence(String prefix) {
      this.prefix = prefix;
    }

    public String next() {
      if (place == MOST_PLACES) {
        mark = mark();
        place = 0;
      }
      return id(prefix, mark, place++);
    }
  }

  /**
   * The common part of the ids of one {@link Sequence}. For a text that was not made here, the
   * whole text.
   */
  public static String sequenceOf(String id) {
    int digits = id.length() - id.indexOf('_') - 1;
    return digits == UUID_DIGITS ? id.substring(0, id.length() - PLACE_DIGITS) : id;
  }

  /** An id as it would have been made at this time, so that it sorts by this time. */
  public String at(String prefix, Instant time) {
    return prefix + uuidV7(time.toEpochMilli(), random.nextLong(), random.nextLong());
  }

  /** When an id was made, by the clock of its maker. */
  public static Instant time(String id) {
    UUID made = UUID.fromString(id.substring(id.indexOf('_') + 1));
    return Instant.ofEpochMilli(made.getMostSignificantBits() >>> 16);
  }

  private record Mark(long millis, long counter) {}

  private Mark mark() {
    while (true) {
      Mark before = last.get();
      Mark next = after(before, clock.millis());
      if (last.compareAndSet(before, next)) {
        return next;
      }
    }
  }

  private Mark after(Mark before, long now) {
    if (now > before.millis()) {
      return new Mark(now, random.nextLong() >>> (Long.SIZE - COUNTER_BITS + 1));
    }
    long counter = before.counter() + 1 + (random.nextLong() >>> Integer.SIZE);
    return counter >>> COUNTER_BITS == 0
        ? new Mark(before.millis(), counter)
        : new Mark(before.millis() + 1, random.nextLong() >>> (Long.SIZE - COUNTER_BITS + 1));
  }

  private static String id(String prefix, Mark mark, long place) {
    return prefix
        + uuidV7(
            mark.millis(),
            mark.counter() >>> COUNTER_LOW_BITS,
            mark.counter() << PLACE_BITS | place);
  }

  static UUID uuidV7(long unixMillis, long randomA, long randomB) {
    long high = (unixMillis << 16) | 0x7000L | (randomA & 0x0FFFL);
    long low = (randomB & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
