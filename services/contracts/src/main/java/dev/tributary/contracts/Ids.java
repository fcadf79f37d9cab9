package dev.tributary.contracts;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes ids: a prefix that says what is named, then a UUID of version 7 (RFC 9562), whose first 48
 * bits are the Unix time in milliseconds. Later ids therefore sort after earlier ones, which keeps
 * B-tree inserts local; within a millisecond the order is random.
 *
 * <p>Thread-safe if the random generator is.
 */
public final class Ids {
  public static final String WORKSPACE = "wsp_";
  public static final String SOURCE = "src_";
  public static final String WRITE_KEY = "key_";
  public static final String WAREHOUSE = "whs_";
  public static final String MODEL = "mdl_";
  public static final String PROFILE = "prf_";
  public static final String TRAIT = "trt_";
  public static final String TRAIT_POLICY = "tpl_";
  public static final String IDENTITY_RULES = "idr_";
  public static final String CONFLICT = "cfl_";
  public static final String SUGGESTION = "sug_";
  public static final String MATCHING_RUN = "mtr_";
  public static final String RULES_TRIAL = "tri_";
  public static final String REBUILD = "rbd_";
  public static final String MATCHING_SETTINGS = "mts_";
  public static final String AUDIENCE = "aud_";
  public static final String DESTINATION = "dst_";
  public static final String SYNC = "syn_";
  public static final String RUN = "run_";
  public static final String DELIVERY = "dlv_";
  public static final String EVENT = "evt_";
  public static final String ALERT = "alt_";
  public static final String AUDIT_ENTRY = "ade_";
  public static final String MESSAGE = "msg_";

  private final Clock clock;
  private final RandomGenerator random;

  public Ids(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public String next(String prefix) {
    return at(prefix, clock.instant());
  }

  /** An id as it would have been made then, so that it stands in its place in time. */
  public String at(String prefix, Instant time) {
    return prefix + uuidV7(time.toEpochMilli(), random.nextLong(), random.nextLong());
  }

  /** When an id was made, as far as its maker's clock knew. */
  public static Instant time(String id) {
    UUID made = UUID.fromString(id.substring(id.indexOf('_') + 1));
    return Instant.ofEpochMilli(made.getMostSignificantBits() >>> 16);
  }

  static UUID uuidV7(long unixMillis, long randomA, long randomB) {
    long high = (unixMillis << 16) | 0x7000L | (randomA & 0x0FFFL);
    long low = (randomB & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
