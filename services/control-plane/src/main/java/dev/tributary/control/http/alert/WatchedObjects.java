package dev.tributary.control.http.alert;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.object.ObjectKind;
import dev.tributary.control.http.service.ControlUpstreams;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/**
 * Reads the object of an alert rule with the token of the caller, at the front door of the gateway.
 * So nobody learns more by a rule than the pages show. Thread-safe; blocks.
 */
@Singleton
public class WatchedObjects {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int ABSENT = 404;

  private final InstallationClient client;
  private final URI frontDoor;
  private final CurrentIdentityAssociation identities;
  private final Tenant tenant;

  public WatchedObjects(
      InstallationClient client,
      ControlUpstreams upstreams,
      CurrentIdentityAssociation identities,
      Tenant tenant) {
    this.client = client;
    this.frontDoor = upstreams.of(Service.GATEWAY);
    this.identities = identities;
    this.tenant = tenant;
  }

  /** An object that exists. */
  record Watched(String id, String name) {}

  /**
   * @param named the id or the key of the object, of letters, digits, hyphens and underscores
   * @throws Problem if the object is not there, if it is an audience whose exact size the caller
   *     may not see, if it is a sync and the caller may not see personal data, or if the service of
   *     the object does not answer
   */
  Watched require(WorkspaceId workspace, ObjectKind kind, String named) {
    HttpResponse<Buffer> answer = ask(workspace, kind, named);
    if (answer.statusCode() == ABSENT) {
      throw Problems.INVALID.problem(
          "There is no %s %s in this workspace".formatted(kind.wireName(), named), "/object");
    }
    if (answer.statusCode() != OK) {
      throw away(kind);
    }
    JsonNode found = json(answer, kind);
    if (kind == ObjectKind.AUDIENCE && found.hasNonNull("approximate")) {
      throw Problems.FORBIDDEN.problem(
          "The audience rests on values that you may not see, so an alert may not tell you its"
              + " size: ask a member with the right personal-data:read to add the rule");
    }
    // Also of a sync that sends no audience: it can be changed after the rule is saved.
    if (kind == ObjectKind.SYNC && !tenant.mayReadPersonalData()) {
      throw Problems.FORBIDDEN.problem(
          "The sync may send the members of an audience, so an alert may not tell you how many of"
              + " its deliveries fail: ask a member with the right personal-data:read to add the"
              + " rule");
    }
    String id = found.path("id").asText();
    if (id.isEmpty()) {
      throw away(kind);
    }
    return new Watched(id, found.path("name").asText());
  }

  private HttpResponse<Buffer> ask(WorkspaceId workspace, ObjectKind kind, String named) {
    String path = "/api/v1/workspaces/%s%s".formatted(workspace, kind.path(named));
    try {
      return client.send(
          client
              .request(HttpMethod.GET, frontDoor.resolve(path))
              .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token()),
          WITHIN);
    } catch (IOException e) {
      throw away(kind);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(kind);
    }
  }

  private static JsonNode json(HttpResponse<Buffer> answer, ObjectKind kind) {
    try {
      return Json.read(requireNonNull(answer.body()).getBytes(), JsonNode.class);
    } catch (UncheckedIOException e) {
      throw away(kind);
    }
  }

  private static Problem away(ObjectKind kind) {
    return Problems.UNAVAILABLE.problem(
        "The service of the %s does not answer; try again".formatted(kind.wireName()));
  }

  private String token() {
    return identities.getIdentity().getCredential(AccessTokenCredential.class).getToken();
  }
}
