package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a sync wants of a record now.
 *
 * @param object the manifest's name of what the record is
 * @param owner whose record it is: a profile, or a sync and the key of a row
 * @param personRef an identifier that names the person whose consent counts, where only a row
 *     speaks of them; null for none
 * @param parent of a membership: the member's delivery
 * @param position orders wishes of rows by their place on the topic; 0 where the caller orders them
 */
public record Wish(
    RecordKey key,
    String sync,
    String object,
    Intent intent,
    @Nullable String owner,
    @Nullable String personRef,
    @Nullable String parent,
    Lane lane,
    long position,
    Origin origin) {

  /** What set it off. */
  public record Origin(String rootEvent, Instant rootReceivedAt, @Nullable String cause) {}

  public sealed interface Intent {
    /**
     * The record shall be there with these fields.
     *
     * @param onDenial what becomes of a record that was sent before, now that it may not go
     */
    record Present(ObjectNode fields, OnDenial onDenial) implements Intent {}

    /** The record shall not be there, if it was we who sent it. */
    record Absent() implements Intent {}

    /** The sync has no more say in it: what was sent stays, what was not sent is forgotten. */
    record Released() implements Intent {}
  }

  public enum OnDenial {
    /** The person's consent allows it. */
    ALLOWED,
    /** Not allowed: nothing more is sent. */
    STAYS,
    /** Not allowed: what was sent is removed, before anything else. */
    REMOVED
  }
}
