package dev.tributary.collector.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of a source.
 *
 * @param eventsPerSecond its rate limit
 * @param kind who can have its write keys
 */
record SourceSettings(
    String key, String name, boolean enabled, int eventsPerSecond, SourceKind kind) {
  private static final int DEFAULT_EVENTS_PER_SECOND = 10_000;
  private static final int MOST_EVENTS_PER_SECOND = 1_000_000;

  /**
   * A source in a request; an absent field gets its default.
   *
   * @param key unique among the sources of the workspace
   * @param name shown in the web UI
   * @param enabled false to refuse the events of the source; true if absent
   * @param eventsPerSecond the limit of accepted events per second, from 1 to 1,000,000; 10,000 if
   *     absent
   * @param kind {@code browser} or {@code server}, which is the default
   */
  @Schema(name = "SourceRequest")
  record Written(
      @Required @Nullable String key,
      @Required @Nullable String name,
      @Nullable Boolean enabled,
      @Nullable Integer eventsPerSecond,
      @Nullable String kind) {}

  /** A source as a client would write it. */
  static ObjectNode written(String key, String name, SourceBody body) {
    return Json.MAPPER.valueToTree(
        new Written(key, name, body.enabled(), body.eventsPerSecond(), body.kind().wireName()));
  }

  /**
   * @throws Problem that names the wrong field
   */
  static SourceSettings of(Written written) {
    int rate = Objects.requireNonNullElse(written.eventsPerSecond(), DEFAULT_EVENTS_PER_SECOND);
    if (rate < 1 || rate > MOST_EVENTS_PER_SECOND) {
      throw Problems.INVALID.problem(
          "eventsPerSecond must be from 1 to " + MOST_EVENTS_PER_SECOND, "/eventsPerSecond");
    }
    SourceKind kind = SourceKind.named(Objects.requireNonNullElse(written.kind(), "server"));
    if (kind == null) {
      throw Problems.INVALID.problem("kind must be browser or server", "/kind");
    }
    return new SourceSettings(
        DefinitionKeys.key(written.key()),
        DefinitionKeys.name(written.name()),
        Objects.requireNonNullElse(written.enabled(), true),
        rate,
        kind);
  }
}
