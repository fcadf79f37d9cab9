package dev.tributary.control.http.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.AlertSecrets;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.AnnouncementFailed;
import dev.tributary.control.alert.AnnouncementWriter;
import dev.tributary.control.alert.Channel;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Alert settings over REST. */
@Path("/api/v1/workspaces/{workspace}/alert-settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
@RunOnVirtualThread
public class AlertSettingsResource {
  private final AlertQueries alerts;
  private final Channels channels;
  private final AlertSecrets secrets;
  private final AnnouncementWriter announcing;
  private final AlertTestLimit limit;
  private final EgressPolicy policy;
  private final Ids ids;
  private final Tenant tenant;

  public AlertSettingsResource(
      AlertQueries alerts,
      Channels channels,
      AlertSecrets secrets,
      AnnouncementWriter announcing,
      AlertTestLimit limit,
      EgressPolicy policy,
      Ids ids,
      Tenant tenant) {
    this.alerts = alerts;
    this.channels = channels;
    this.secrets = secrets;
    this.announcing = announcing;
    this.limit = limit;
    this.policy = policy;
    this.ids = ids;
    this.tenant = tenant;
  }

  /**
   * The channel to test; it must be saved.
   *
   * @param channel {@code email}, {@code slack} or {@code webhook}
   */
  @Schema(name = "AlertTest")
  public record Test(@Required @Nullable ChannelName channel) {}

  /**
   * The result of a test.
   *
   * @param delivered true if the mail server accepted the message, or if Slack or the webhook
   *     answered with a status from 200 to 299
   * @param said the answer of the receiver, or why there is no answer; masked if it contains an
   *     e-mail address and the caller may not read personal data
   */
  @Schema(name = "AlertTestResult")
  public record Tested(
      boolean delivered, @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode said) {}

  /**
   * @return the settings, without their secrets; the default settings if none are saved
   */
  @GET
  @Operation(
      operationId = "readAlertSettings",
      summary = "The channels and the thresholds of alerts")
  public AlertSettingsView read() {
    return view(alerts.settings(tenant.workspaceId()));
  }

  /**
   * @return the stored settings, without their secrets
   */
  @PUT
  @Operation(
      operationId = "putAlertSettings",
      summary = "Replace the channels and the thresholds of alerts; secrets are never returned",
      description =
          "Without `emails`, the stored addresses stay: a caller without the right"
              + " personal-data:read does not see them.")
  public AlertSettingsView put(AlertSettingsRequest wanted) {
    WorkspaceId workspace = tenant.workspaceId();
    // A host may have to be looked up, which the transaction below must not wait for.
    wanted.requireEncryption(alerts.settings(workspace), policy);
    return view(alerts.change(workspace, before -> wanted.settings(workspace, before, secrets)));
  }

  /**
   * @return the result of the test; a failed test is a result too
   */
  @POST
  @Path("/test")
  @Operation(
      operationId = "testAlertChannel",
      summary = "Send a test message to a channel, and return the answer of the receiver",
      description =
          "At most six tests in a burst, then one per minute; 429 `rate-limited` above this"
              + " limit.")
  public Tested test(Test wanted) {
    ChannelName name = wanted.channel();
    if (name == null) {
      throw Problems.INVALID.problem("One of email, slack, webhook", "/channel");
    }
    WorkspaceId workspace = tenant.workspaceId();
    AlertSettings settings = alerts.settings(workspace);
    if (!settings.channels().contains(name)) {
      throw Problems.CONFLICT.problem("This channel is not set up");
    }
    limit.take(workspace);
    return channels
        .named(name)
        .map(channel -> sendTest(channel, settings, workspace))
        .orElseGet(() -> tested(false, "This installation has no mail server"));
  }

  private Tested sendTest(Channel channel, AlertSettings settings, WorkspaceId workspace) {
    try {
      return tested(true, channel.send(settings, announcing.test(ids.next(Ids.ALERT), workspace)));
    } catch (AnnouncementFailed e) {
      return tested(false, String.valueOf(e.getMessage()));
    }
  }

  private Tested tested(boolean delivered, String said) {
    return new Tested(delivered, MemberNames.seenBy(tenant).of(said));
  }

  private AlertSettingsView view(AlertSettings settings) {
    return AlertSettingsView.of(
        settings, channels, alerts.lastAttempts(tenant.workspaceId()), MemberNames.seenBy(tenant));
  }
}
