package dev.tributary.audience.http;

import static java.util.Objects.requireNonNull;

import dev.tributary.audience.consent.IdentityConsent;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileConsents;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Asks identity resolution for the consent of profiles, at its management port. */
public final class HttpIdentityConsent implements IdentityConsent {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final InstallationClient client;
  private final URI address;
  private final String token;

  /**
   * @param management the address of the management port
   * @param token by which identity resolution knows a service
   */
  public HttpIdentityConsent(InstallationClient client, URI management, String token) {
    this.client = client;
    this.address = management.resolve("/internal/profile-consents");
    this.token = token;
  }

  /**
   * @throws UncheckedIOException if identity resolution gives no answer
   */
  @Override
  public List<ProfileConsent> of(WorkspaceId workspace, List<ProfileId> profiles)
      throws InterruptedException {
    try {
      return ask(new ProfileConsents.Question(workspace, profiles)).profiles();
    } catch (IOException e) {
      throw new UncheckedIOException("Identity resolution has not answered about consent", e);
    }
  }

  private ProfileConsents ask(ProfileConsents.Question question)
      throws IOException, InterruptedException {
    HttpResponse<Buffer> answer =
        client.send(
            client.request(HttpMethod.POST, address).putHeader(ServiceToken.HEADER, token),
            Buffer.buffer(Json.write(question)),
            WITHIN);
    if (answer.statusCode() != 200) {
      throw new IOException("Identity resolution answered " + answer.statusCode());
    }
    return Json.read(requireNonNull(answer.body()).getBytes(), ProfileConsents.class);
  }
}
