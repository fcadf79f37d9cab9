package dev.tributary.collector.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.definitions.StoredDefinition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A source in an answer of the API.
 *
 * @param id made by Tributary; never changes
 * @param key unique among the sources of the workspace; paths accept it instead of the id
 * @param name shown in the web UI
 * @param enabled false if the event collector refuses the events of the source
 * @param eventsPerSecond how many events the event collector accepts from the source, per second
 * @param kind {@code browser} or {@code server}: who can have its write keys
 * @param writeKeys the valid write keys, and the newest of those that were revoked
 * @param createdAt when the source was created
 * @param updatedAt when the source was last changed
 * @param writeKey the first write key, which only the answer to the creation contains
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Source")
public record SourceView(
    SourceId id,
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
   * @param id the id of the write key in paths; it is not the key itself
   * @param hint the first characters of the write key
   * @param createdAt when the key was created
   * @param revokedAt when the key was revoked; null while the key is valid
   * @param writeKey the write key itself, which only the answer to its creation contains
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

  static SourceView of(StoredDefinition<SourceBody> stored) {
    return of(stored, null);
  }

  static SourceView of(StoredDefinition<SourceBody> stored, @Nullable String plain) {
    SourceBody body = stored.spec();
    return SourceViewBuilder.builder()
        .id(new SourceId(stored.id()))
        .key(stored.key())
        .name(stored.name())
        .enabled(body.enabled())
        .eventsPerSecond(body.eventsPerSecond())
        .kind(body.kind())
        .writeKeys(body.writeKeys().stream().map(key -> WriteKeyView.of(key, null)).toList())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .writeKey(plain)
        .build();
  }
}
