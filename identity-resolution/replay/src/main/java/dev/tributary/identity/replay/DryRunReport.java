package dev.tributary.identity.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a dry run: how the profiles would change.
 *
 * @param complete false if the time limit was reached; the report then covers inputs up to {@code
 *     reached}
 * @param reached when the last processed input had been accepted
 * @param inputs how many events and commands were processed
 * @param forgotten how many inputs the log no longer contains
 * @param from when the oldest replayed input was accepted
 * @param joined how many profiles would be merged into another
 * @param parted how many additional profiles unmerges would create
 * @param samples the largest changes of each kind, unmerges first
 */
@RecordBuilder
public record DryRunReport(
    boolean complete,
    @Nullable Instant reached,
    long inputs,
    long forgotten,
    @Nullable Instant from,
    People people,
    long joined,
    long parted,
    Events events,
    List<LeftOutCount> leftOut,
    Largest largest,
    List<Sample> samples) {

  /**
   * The profiles that the history names. {@code before + parted - joined = after}, except for
   * profiles that only one of both sides has.
   *
   * @param unchanged profiles that match exactly one profile, which no other profile matches
   * @param partly profiles that would stay as they are, because the log lost some of their inputs,
   *     or some inputs of a profile of the same connected component
   */
  public record People(long before, long after, long unchanged, long partly) {}

  /** Events that would be quarantined now, and quarantined events that would be applied now. */
  public record Events(long newlySetAside, long newlyCounted) {}

  /** How often the identifiers of a type did not count, for one reason. */
  public record LeftOutCount(String type, String reason, long before, long after) {}

  /** The profiles with the most identifiers. */
  public record Largest(List<Large> before, List<LargeAfter> after) {}

  public record Large(ProfileId profile, long identifiers, long events) {}

  /**
   * @param profile the present profile; null for a profile that an unmerge would create
   * @param values the strongest identifiers
   */
  public record LargeAfter(
      @Nullable ProfileId profile, long identifiers, long events, List<Identifier> values) {}

  /** The kind of a change. */
  public enum Change {
    @JsonProperty("parted")
    PARTED,
    @JsonProperty("joined")
    JOINED
  }

  /**
   * A profile that would be divided, or profiles that would be merged.
   *
   * @param profiles the present profiles
   * @param parts what would become profiles of their own, or what were profiles before; largest
   *     first
   * @param more how many further parts there are
   * @param because the cause; null if no evidence shows it
   */
  public record Sample(
      Change change,
      List<ProfileId> profiles,
      List<Part> parts,
      int more,
      @Nullable Because because) {}

  /**
   * @param identifiers the strongest
   * @param more how many further identifiers there are
   * @param events how many events the part has
   */
  public record Part(List<Identifier> identifiers, int more, long events) {}

  /**
   * The earliest evidence that counts on one side only.
   *
   * @param event the event, the command or the run that named both
   * @param source an {@link dev.tributary.identity.claim.Origin}'s text
   * @param reason why it does not count on the other side; {@link #COUNTS_NOW} if no reason is
   *     known
   */
  public record Because(
      Identifier left,
      Identifier right,
      String event,
      String source,
      Instant happenedAt,
      String reason) {
    public static final String COUNTS_NOW = "counts-now";
  }
}
