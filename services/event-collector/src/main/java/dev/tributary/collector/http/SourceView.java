package dev.tributary.collector.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.runtime.definitions.Stored;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A source in an answer of the API.
 *
 * @param kind {@code browser} or {@code server}: who can have its write keys
 * @param writeKey the first write key, in the answer to the source's creation only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Source")
public record SourceView(
    String id,
    String key,
    String name,
    boolean enabled,
    int eventsPerSecond,
    SourceKind kind,
    List<WriteKeyView> writeKeys,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String writeKey) {

  /**
   * A write key, which is stored hashed.
   *
   * @param hint its first characters
   * @param writeKey the key itself, in the answer to its creation only
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "WriteKey")
  public record WriteKeyView(
      String id,
      String hint,
      Instant createdAt,
      @Nullable Instant revokedAt,
      @Nullable String writeKey) {

    static WriteKeyView of(SourceBody.WriteKey key, @Nullable String plain) {
      return new WriteKeyView(key.id(), key.hint(), key.createdAt(), key.revokedAt(), plain);
    }
  }

  static SourceView of(Stored<SourceBody> stored) {
    return of(stored, null);
  }

  static SourceView of(Stored<SourceBody> stored, @Nullable String plain) {
    SourceBody body = stored.spec();
    return new SourceView(
        stored.id(),
        stored.key(),
        stored.name(),
        body.enabled(),
        body.eventsPerSecond(),
        body.kind(),
        body.writeKeys().stream().map(key -> WriteKeyView.of(key, null)).toList(),
        stored.createdAt(),
        stored.updatedAt(),
        plain);
  }
}
