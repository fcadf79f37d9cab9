package dev.tributary.identity.http.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.http.Profiles;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Corrections of traits and answers about consent that a user makes. Each one is a record on the
 * log, and is applied in order, like an event.
 */
@Path("/api/v1/workspaces/{workspace}/profiles/{profile}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profiles")
public class CorrectionsResource {
  private static final int MAX_NAME = 256;
  private static final int MAX_VALUE_BYTES = 32 * 1024;

  private final Tenant tenant;
  private final Profiles profiles;
  private final Corrections corrections;
  private final WorkspaceDirectory workspaces;

  public CorrectionsResource(
      Tenant tenant, Profiles profiles, Corrections corrections, WorkspaceDirectory workspaces) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.corrections = corrections;
    this.workspaces = workspaces;
  }

  /**
   * A change of stored state that was accepted and is not applied yet.
   *
   * @param event the event id under which the change is recorded; {@code readEvent} shows its
   *     outcome
   */
  public record Accepted(EventId event) {}

  /**
   * Any JSON value but null. A DELETE takes the place of null.
   *
   * @param value the corrected value
   */
  @Schema(name = "TraitValue")
  public record Value(@Required @Nullable JsonNode value) {}

  /**
   * The answer of a person about a purpose.
   *
   * @param state {@code granted} or {@code denied}; null or absent is an error
   */
  @Schema(name = "ConsentChange")
  public record Consent(@Required @Nullable ConsentState state) {}

  /**
   * The answer of a person about a channel.
   *
   * @param state {@code subscribed} or {@code unsubscribed}; null or absent is an error
   */
  @Schema(name = "SubscriptionChange")
  public record Subscription(@Required @Nullable SubscriptionState state) {}

  /**
   * @param trait the name of the trait
   * @return the correction is accepted; it is applied soon
   */
  @PUT
  @Path("traits/{trait}")
  @Operation(operationId = "correctTrait", summary = "Correct a trait")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> correct(
      @PathParam("profile") String named, @PathParam("trait") String trait, @Nullable Value body) {
    JsonNode value = body == null ? null : body.value();
    if (value == null || value.isNull()) {
      throw Problems.INVALID.problem("value must be there; DELETE removes a trait", "/value");
    }
    byte[] written = Json.write(value);
    if (written.length > MAX_VALUE_BYTES) {
      throw Problems.INVALID.problem("value may have 32 KiB at most", "/value");
    }
    if (new String(written, StandardCharsets.UTF_8).contains("\\u0000")) {
      throw Problems.INVALID.problem("value may not contain U+0000", "/value");
    }
    return corrections.send(
        new Command.CorrectTrait(workspace(), id(named), actor(), now(), name(trait), value));
  }

  /**
   * @param trait the name of the trait
   * @return the withdrawal is accepted; it is applied soon
   */
  @DELETE
  @Path("traits/{trait}")
  @Operation(
      operationId = "withdrawTrait",
      summary = "Withdraw the value of a trait until a source sends a new value")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> withdraw(
      @PathParam("profile") String named, @PathParam("trait") String trait) {
    return corrections.send(
        new Command.CorrectTrait(workspace(), id(named), actor(), now(), name(trait), null));
  }

  /**
   * @param trait the name of the trait
   * @return the withdrawal is accepted; it is applied soon
   */
  @DELETE
  @Path("traits/{trait}/correction")
  @Operation(
      operationId = "withdrawCorrection",
      summary = "Withdraw the corrections of a trait: the values of the sources count again")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> withdrawCorrection(
      @PathParam("profile") String named, @PathParam("trait") String trait) {
    return corrections.send(
        new Command.WithdrawCorrection(workspace(), id(named), actor(), now(), name(trait)));
  }

  /**
   * @param purpose the purpose, for example {@code marketing}
   * @return the change is accepted; it is applied soon
   */
  @PUT
  @Path("consent/{purpose}")
  @Operation(operationId = "setConsent", summary = "Set a person's consent to a purpose")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> consent(
      @PathParam("profile") String named,
      @PathParam("purpose") String purpose,
      @Nullable Consent body) {
    ConsentState state = body == null ? null : body.state();
    if (state == null) {
      throw Problems.INVALID.problem("state must be granted or denied", "/state");
    }
    return corrections.send(
        new Command.SetConsent(workspace(), id(named), actor(), now(), name(purpose), state));
  }

  /**
   * @param channel the channel, for example {@code email}
   * @return the change is accepted; it is applied soon
   */
  @PUT
  @Path("subscriptions/{channel}")
  @Operation(operationId = "setSubscription", summary = "Set a person's subscription to a channel")
  @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Accepted> subscription(
      @PathParam("profile") String named,
      @PathParam("channel") String channel,
      @Nullable Subscription body) {
    SubscriptionState state = body == null ? null : body.state();
    if (state == null) {
      throw Problems.INVALID.problem("state must be subscribed or unsubscribed", "/state");
    }
    return corrections.send(
        new Command.SetSubscription(workspace(), id(named), actor(), now(), name(channel), state));
  }

  private WorkspaceId workspace() {
    return tenant.workspaceId();
  }

  private ProfileId id(String named) {
    return profiles.requireFamily(tenant.workspace(), named).id();
  }

  private String actor() {
    return tenant.caller().subject();
  }

  private Instant now() {
    return workspaces.businessNow(tenant.workspaceId());
  }

  private static String name(String name) {
    if (name.isBlank() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
      throw Problems.BAD_PARAMETER.problem("A name has 1 to 256 characters");
    }
    return name;
  }
}
