package dev.tributary.runtime.http;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.definitions.DefinitionPublisher;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Kind;
import dev.tributary.runtime.definitions.Quotas;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.secrets.SecretBox;
import dev.tributary.runtime.secrets.SecretPlace;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Answers every route of the role matrix that changes something, without doing anything. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
public class EveryRoute {
  static final String PLANTED = "planted-secret";

  record Spec(
      String url, Map<String, String> secrets, String innocent, String password, List<Key> keys) {}

  record Key(String id, String hash) {}

  private static final Kind<Spec> KIND =
      Kind.unpublished("destination", Ids.DESTINATION, Spec.class);

  private final Tenant tenant;
  private final Administration administration;
  private final RequestDatabase database;
  private final DefinitionStore<Spec> store;

  public EveryRoute(
      Tenant tenant,
      Administration administration,
      RequestDatabase database,
      DefinitionPublisher publisher,
      Ids ids,
      Clock clock,
      Quotas quotas) {
    this.tenant = tenant;
    this.administration = administration;
    this.database = database;
    this.store = new DefinitionStore<>(database, publisher, KIND, ids, clock, quotas);
  }

  @POST
  @Path("/{rest:.+}")
  public void post() {}

  @PUT
  @Path("/{rest:.+}")
  public void put() {}

  /** Of sources, {@link ProbeResource} says which methods there are. */
  @PATCH
  @Path("/{rest:(?!sources).+}")
  public void patch() {}

  @DELETE
  @Path("/{rest:.+}")
  public void delete() {}

  @PATCH
  public void workspace() {}

  @DELETE
  public void deleteWorkspace() {}

  @POST
  @Path("/destinations")
  public void create(String key) {
    store.create(tenant.workspaceId(), key, "A destination", spec("https://old.example"), null);
  }

  /** Reads other objects during the change, as checks do. */
  @PATCH
  @Path("/destinations/{destination}")
  public void change(@PathParam("destination") String key) {
    store.update(
        tenant.workspaceId(),
        key,
        null,
        current -> {
          store.all(tenant.workspaceId());
          return current.with(current.key(), "Renamed", spec("https://new.example"));
        });
  }

  /** Writes, then fails. */
  @POST
  @Path("/destinations/{destination}/pause")
  public void fail(@PathParam("destination") String key) {
    database.inWorkspace(
        tenant.workspaceId(),
        tx -> {
          Stored<Spec> current = store.find(tx, tenant.workspaceId(), key).orElseThrow();
          store.delete(tx, tenant.workspaceId(), current.id());
          throw Problems.CONFLICT.problem("Rolled back");
        });
  }

  @POST
  @Path("/invitations")
  public void invite(String address) {
    administration.detail(FieldChange.personal("/person", null, address));
    if (address.startsWith("nobody")) {
      throw Problems.CONFLICT.problem("Keycloak says no");
    }
  }

  private static Spec spec(String url) {
    SecretBox box = new SecretBox("00".repeat(32), new SecureRandom());
    String sealed = box.seal(new SecretPlace(new WorkspaceId("w"), "o", url), PLANTED);
    return new Spec(
        url,
        Map.of("accessKey", PLANTED + url),
        sealed,
        PLANTED + url,
        List.of(new Key("key_1", PLANTED + url)));
  }
}
