package dev.tributary.control.http.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.control.workspace.ApiClientCredentials;
import dev.tributary.definitions.StoredDefinition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as the API shows it.
 *
 * @param id made by Tributary; never changes
 * @param key unique among the workspaces of the installation; fixed at creation; paths accept it
 *     instead of the id
 * @param name shown in the web UI
 * @param kind {@code production} or {@code test}; fixed at creation. Tributary processes both kinds
 *     in the same way
 * @param timezone the IANA name of a time zone, for example {@code Europe/Amsterdam}; rules use the
 *     calendar days of this zone
 * @param unknownConsentAllows the purposes for which unknown consent counts as granted; empty if
 *     there are none
 * @param defaultRegion the country of phone numbers that are written without a country: an ISO 3166
 *     code, for example {@code NL}
 * @param clockOffset how far the business time of the workspace is ahead
 * @param version grows by one with each change; the ETag of the answer
 * @param createdAt when the workspace was created
 * @param updatedAt when the workspace was last changed
 * @param heldSince when its deletion was requested; absent if it is in use
 * @param apiClient the first API client with its secret, which only the answer to the creation
 *     contains
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkspaceView(
    String id,
    String key,
    String name,
    WorkspaceBody.Kind kind,
    String timezone,
    List<String> unknownConsentAllows,
    String defaultRegion,
    Duration clockOffset,
    long version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant heldSince,
    @Nullable ApiClientCredentials apiClient) {

  static WorkspaceView of(StoredDefinition<WorkspaceBody> stored) {
    WorkspaceBody body = stored.spec();
    return WorkspaceViewBuilder.builder()
        .id(stored.id())
        .key(stored.key())
        .name(stored.name())
        .kind(body.kind())
        .timezone(body.timezone())
        .unknownConsentAllows(body.unknownConsentAllows())
        .defaultRegion(body.defaultRegion())
        .clockOffset(Duration.ofMillis(body.clockOffsetMillis()))
        .version(stored.version())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .heldSince(body.heldSince())
        .apiClient(null)
        .build();
  }

  /** The same workspace, with its first API client. */
  WorkspaceView with(ApiClientCredentials client) {
    return WorkspaceViewBuilder.builder(this).apiClient(client).build();
  }
}
