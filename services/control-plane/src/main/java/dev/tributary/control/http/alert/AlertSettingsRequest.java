package dev.tributary.control.http.alert;

import dev.tributary.contracts.WebhookSignature;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.AlertSecrets;
import dev.tributary.control.alert.AlertSettings;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.runtime.egress.EgressFailure;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Alert settings of a PUT; they replace all stored settings. A stored secret stays if the request
 * leaves it out, and so do the stored e-mail addresses.
 *
 * @param emails the addresses that get alerts, up to 20; null or absent, the stored addresses stay
 * @param slack null for none; without an address, the stored address stays
 * @param webhook null for none
 * @param silentGaps from 2 to 100; 5 by default
 * @param failureShare over 0, up to 1; 0.01 by default
 */
@Schema(name = "NewAlertSettings")
public record AlertSettingsRequest(
    @Nullable List<String> emails,
    @Nullable NewSlack slack,
    @Nullable NewWebhook webhook,
    @Nullable Integer silentGaps,
    @Nullable Double failureShare) {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]{1,190}");
  private static final int MOST_EMAILS = 20;
  private static final int LONGEST_URL = 2_000;

  /**
   * An incoming webhook of Slack that gets alerts.
   *
   * @param url of an incoming webhook of Slack; a secret
   */
  @Schema(name = "NewAlertSlack")
  public record NewSlack(@Nullable String url) {}

  /**
   * An address of the customer that gets alerts as signed JSON.
   *
   * @param url an HTTPS address in the public internet, up to 2,000 characters, without a user
   *     name. The operator can allow other addresses, also with HTTP
   * @param signingSecret {@code whsec_} and Base64; never shown again
   */
  @Schema(name = "NewAlertWebhook")
  public record NewWebhook(@Required @Nullable String url, @Nullable String signingSecret) {}

  /**
   * @throws Problem with the place of each error
   */
  AlertSettings settings(WorkspaceId workspace, AlertSettings before, AlertSecrets secrets) {
    List<Problem.At> errors = new ArrayList<>();
    List<String> to = emails == null ? before.emails() : List.copyOf(emails);
    checkEmails(to, errors);
    String slackUrl = slack(workspace, before, secrets, errors);
    AlertSettings.Webhook hook = webhook(workspace, before, secrets, errors);
    Thresholds thresholds = thresholds(errors);
    if (!errors.isEmpty()) {
      throw Problems.INVALID.problem("The alert settings are not valid", errors);
    }
    return new AlertSettings(to, slackUrl, hook, thresholds);
  }

  /**
   * Checks the new addresses of channels. A stored address stays, so that a user can change the
   * other settings.
   *
   * @throws Problem if a new address has http, and the operator does not list its host
   */
  void requireEncryption(AlertSettings before, EgressPolicy policy) {
    List<Problem.At> errors = new ArrayList<>();
    if (slack != null) {
      requireEncryption(policy, slack.url(), "/slack/url", errors);
    }
    String stored = before.webhook() == null ? null : before.webhook().url();
    if (webhook != null && !Objects.equals(webhook.url(), stored)) {
      requireEncryption(policy, webhook.url(), "/webhook/url", errors);
    }
    if (!errors.isEmpty()) {
      throw Problems.INVALID.problem("The alert settings are not valid", errors);
    }
  }

  private static void requireEncryption(
      EgressPolicy policy, @Nullable String url, String pointer, List<Problem.At> errors) {
    List<Problem.At> malformed = new ArrayList<>();
    checkUrl(url == null ? "" : url, pointer, malformed);
    if (url == null || !malformed.isEmpty()) {
      // The check of the whole request reports these.
      return;
    }
    try {
      policy.requireEncryption(URI.create(url));
    } catch (EgressFailure e) {
      errors.add(new Problem.At(pointer, String.valueOf(e.getMessage())));
    }
  }

  private static void checkEmails(List<String> emails, List<Problem.At> errors) {
    if (emails.size() > MOST_EMAILS) {
      errors.add(new Problem.At("/emails", MOST_EMAILS + " addresses at most"));
    }
    for (int i = 0; i < emails.size(); i++) {
      if (!EMAIL.matcher(emails.get(i)).matches()) {
        errors.add(new Problem.At("/emails/" + i, "An e-mail address, like ops@shop.example"));
      }
    }
  }

  private @Nullable String slack(
      WorkspaceId workspace, AlertSettings before, AlertSecrets secrets, List<Problem.At> errors) {
    if (slack == null) {
      return null;
    }
    String url = slack.url();
    if (url == null) {
      if (before.slackUrl() == null) {
        errors.add(new Problem.At("/slack/url", "The address of an incoming webhook of Slack"));
      }
      return before.slackUrl();
    }
    checkUrl(url, "/slack/url", errors);
    return secrets.seal(workspace, AlertSecrets.Field.SLACK_URL, url);
  }

  private AlertSettings.@Nullable Webhook webhook(
      WorkspaceId workspace, AlertSettings before, AlertSecrets secrets, List<Problem.At> errors) {
    if (webhook == null) {
      return null;
    }
    String url = webhook.url() == null ? "" : webhook.url();
    checkUrl(url, "/webhook/url", errors);
    String secret = webhook.signingSecret();
    if (secret == null) {
      AlertSettings.Webhook saved = before.webhook();
      if (saved != null) {
        return new AlertSettings.Webhook(url, saved.signingSecret());
      }
      errors.add(new Problem.At("/webhook/signingSecret", "Begins with whsec_, then Base64"));
      return null;
    }
    checkSecret(secret, errors);
    return new AlertSettings.Webhook(
        url, secrets.seal(workspace, AlertSecrets.Field.SIGNING_SECRET, secret));
  }

  private static void checkUrl(String url, String pointer, List<Problem.At> errors) {
    boolean address = false;
    try {
      URI uri = URI.create(url);
      address =
          ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && url.length() <= LONGEST_URL;
    } catch (IllegalArgumentException e) {
      // Reported below, like every other text that is no address.
    }
    if (!address) {
      errors.add(new Problem.At(pointer, "An address that begins with https://"));
    }
  }

  private static void checkSecret(String secret, List<Problem.At> errors) {
    try {
      WebhookSignature.key(secret);
    } catch (IllegalArgumentException e) {
      errors.add(new Problem.At("/webhook/signingSecret", "Begins with whsec_, then Base64"));
    }
  }

  private Thresholds thresholds(List<Problem.At> errors) {
    int gaps = silentGaps == null ? Thresholds.DEFAULT.silentGaps() : silentGaps;
    double share = failureShare == null ? Thresholds.DEFAULT.failureShare() : failureShare;
    if (gaps < 2 || gaps > 100) {
      errors.add(new Problem.At("/silentGaps", "From 2 to 100"));
    }
    if (!(share > 0 && share <= 1)) {
      errors.add(new Problem.At("/failureShare", "Over 0, up to 1 (100 percent)"));
    }
    return new Thresholds(gaps, share);
  }
}
