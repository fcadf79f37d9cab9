package dev.tributary.audience.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.postgres.AudienceStatuses.Status;
import dev.tributary.audience.postgres.SizeHistory.Point;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.tenancy.Approximate;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audience as clients see it.
 *
 * @param inWords the rule as a sentence
 * @param uses ids of the audiences that the rule names
 * @param size people in it by the rule in force; exact, unless {@code approximate} is there
 * @param approximate what may be told of the size where the rule asks for what the caller may not
 *     see: {@code size} is then rounded, 0 for few, and {@code before} is absent
 * @param before what it held a week ago, or first of all if that was later; absent before the first
 *     size is recorded
 * @param asOf up to when size and members are decided; absent before time was first told
 * @param state of the newest rule
 */
@Schema(name = "Audience")
public record AudienceView(
    String id,
    String key,
    String name,
    @Nullable String description,
    JsonNode rule,
    String inWords,
    List<String> uses,
    long size,
    @Nullable Approximate approximate,
    @Nullable SizeAt before,
    @Nullable Instant asOf,
    State state,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * How far the newest rule is.
   *
   * @param stage {@code waiting}: not begun, or an audience that it uses is not ready; {@code
   *     building}: the rule is evaluated over everyone; {@code switching}: the differences leave;
   *     {@code on}
   * @param progress of the stage under way, from 0 to 1
   * @param versionInForce the version whose rule decides now; absent before the first is complete
   */
  @Schema(name = "AudienceState")
  public record State(String stage, double progress, @Nullable Long versionInForce) {
    static State of(long version, @Nullable Status status) {
      if (status == null) {
        return new State("waiting", 0, null);
      }
      if (status.version() != version) {
        return new State("waiting", 0, status.activeVersion());
      }
      return status.stage().equals("settled")
          ? new State("on", 1, status.activeVersion())
          : new State(status.stage(), status.done(), status.activeVersion());
    }
  }

  static AudienceView of(
      Stored<AudienceSpec> stored,
      @Nullable Status status,
      @Nullable Approximate approximate,
      @Nullable Point before,
      @Nullable Instant asOf,
      String inWords) {
    long size = status == null ? 0 : status.size();
    return new AudienceView(
        stored.id(),
        stored.key(),
        stored.name(),
        stored.spec().description(),
        stored.spec().rule(),
        inWords,
        stored.spec().uses(),
        approximate == null ? size : approximate.number(),
        approximate,
        before == null || approximate != null ? null : SizeAt.of(before),
        asOf,
        State.of(stored.version(), status),
        stored.version(),
        stored.createdAt(),
        stored.updatedAt());
  }
}
