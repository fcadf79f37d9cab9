package dev.tributary.destinations.http.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.runtime.openapi.ValueSchemas;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A destination in an answer of the API. Secrets appear in the settings as {@code {"set": true}}. A
 * caller who may not change destinations sees only the host of an address.
 *
 * @param id made by Tributary; never changes
 * @param key unique among the destinations of the workspace; paths accept it instead of the id
 * @param name shown in the web UI
 * @param version grows by one with each change; the ETag of the answer
 * @param connector the id of the connector, for example {@code hubspot}
 * @param settings the settings that the manifest of the connector lists
 * @param purposes what the data are used for; a person must allow each purpose, or the person's
 *     records are withheld
 * @param baseUrl replaces the address of the vendor's API; null for the vendor's own address
 * @param rateLimit replaces the limits of the connector; null for the limits of the manifest
 * @param warnings what is not safe about its settings, and the end of the API version that its
 *     connector uses; empty if there are none
 * @param account the vendor's account; null while the vendor has not named it
 * @param connection the consent of a user of the vendor; null if the connector needs none
 * @param state {@code active}, {@code paused}, {@code unauthorised}, {@code gone}, {@code
 *     grant-revoked}, {@code not-connected}, {@code another-account}, {@code account-unknown},
 *     {@code failing} or {@code waits-for-account}: the vendor was asked for the account of changed
 *     settings or credentials, and has not answered yet
 * @param reason the vendor's text, if the destination is not active; it may repeat data that was
 *     sent
 * @param since when the destination came into its state; null while it is active
 * @param optOutsWaiting removals that follow from decisions of the profiles themselves and are not
 *     applied yet
 * @param createdAt when the destination was created
 * @param updatedAt when the destination was last changed
 */
@RecordBuilder
@Schema(name = "Destination")
public record DestinationView(
    DestinationId id,
    String key,
    String name,
    long version,
    String connector,
    ObjectNode settings,
    List<String> purposes,
    @Nullable String baseUrl,
    @Nullable RateLimit rateLimit,
    List<String> warnings,
    @Nullable DestinationAccountView account,
    @Nullable ConnectionView connection,
    String state,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode reason,
    @Nullable Instant since,
    long optOutsWaiting,
    Instant createdAt,
    Instant updatedAt) {

  static DestinationView of(
      StoredDefinition<DestinationSpec> stored,
      List<String> warnings,
      Credentials credentials,
      Status status,
      AddressVisibility addresses) {
    DestinationSpec spec = stored.spec();
    ObjectNode settings = addresses.of(spec.settings());
    new TreeMap<>(spec.secrets())
        .keySet()
        .forEach(name -> settings.putObject(name).put("set", true));
    return DestinationViewBuilder.builder()
        .id(new DestinationId(stored.id()))
        .key(stored.key())
        .name(stored.name())
        .version(stored.version())
        .connector(spec.connector())
        .settings(settings)
        .purposes(spec.purposes())
        .baseUrl(addresses.ofOptional(spec.baseUrl()))
        .rateLimit(spec.rateLimit())
        .warnings(warnings)
        .account(credentials.account())
        .connection(credentials.connection())
        .state(status.state())
        .reason(status.reason())
        .since(status.since())
        .optOutsWaiting(status.optOutsWaiting())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .build();
  }

  /** The known facts about the credentials of a destination. */
  record Credentials(
      @Nullable DestinationAccountView account, @Nullable ConnectionView connection) {}

  /** The current state of a destination. */
  public record Status(
      String state,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode reason,
      @Nullable Instant since,
      long optOutsWaiting) {}
}
