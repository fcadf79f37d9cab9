package dev.tributary.runtime.http;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.ChangeRecorder;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.problem.Problems;
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
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Answers every route of the role matrix that changes something, without doing anything. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
public class EveryRoute {
  static final String PLANTED = "planted-secret";

  record Spec(
      String url, Map<String, String> secrets, String innocent, String password, List<Key> keys) {}

  record Key(String id, String hash) {}

  /** An object as the audit trail records it. */
  record AuditedObject(
      String key,
      String name,
      String url,
      Map<String, String> secrets,
      String innocent,
      String password,
      List<Key> keys) {
    static AuditedObject of(String key, String name, Spec spec) {
      return new AuditedObject(
          key, name, spec.url(), spec.secrets(), spec.innocent(), spec.password(), spec.keys());
    }
  }

  private record Row(String id, AuditedObject shown) {}

  private final Tenant tenant;
  private final Administration administration;
  private final RequestDatabase database;
  private final ChangeRecorder recorder;
  private final Ids ids;

  public EveryRoute(
      Tenant tenant,
      Administration administration,
      RequestDatabase database,
      ChangeRecorder recorder,
      Ids ids) {
    this.tenant = tenant;
    this.administration = administration;
    this.database = database;
    this.recorder = recorder;
    this.ids = ids;
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
    String id = ids.next(Ids.DESTINATION);
    AuditedObject fresh = AuditedObject.of(key, "A destination", spec("https://old.example"));
    database.inWorkspace(
        tenant.workspaceId(),
        tx -> {
          tx.createUpdate(
                  "insert into definition (workspace, kind, id, key, name, version, spec,"
                      + " created_at, updated_at) values (:workspace, 'destination', :id, :key,"
                      + " :name, 1, cast(:spec as jsonb), now(), now())")
              .bind("workspace", tenant.workspaceId().value())
              .bind("id", id)
              .bind("key", key)
              .bind("name", fresh.name())
              .bind("spec", text(fresh))
              .execute();
          changed(id, null, fresh);
          return id;
        });
  }

  /** Reads other objects during the change, as checks do. */
  @PATCH
  @Path("/destinations/{destination}")
  public void change(@PathParam("destination") String key) {
    AuditedObject wanted = AuditedObject.of(key, "Renamed", spec("https://new.example"));
    database.inWorkspace(
        tenant.workspaceId(),
        tx -> {
          Row current = current(tx, key);
          database.inWorkspace(tenant.workspaceId(), other -> current(other, key));
          write(tx, current.id(), wanted, false);
          changed(current.id(), current.shown(), wanted);
          return current.id();
        });
  }

  /** Writes, then fails. */
  @POST
  @Path("/destinations/{destination}/pause")
  public void fail(@PathParam("destination") String key) {
    database.inWorkspace(
        tenant.workspaceId(),
        tx -> {
          Row current = current(tx, key);
          write(tx, current.id(), current.shown(), true);
          changed(current.id(), current.shown(), null);
          throw Problems.CONFLICT.problem("Rolled back");
        });
  }

  private Row current(Handle tx, String key) {
    return tx.createQuery(
            "select id, spec from definition where workspace = :workspace and key = :key"
                + " and not deleted")
        .bind("workspace", tenant.workspaceId().value())
        .bind("key", key)
        .map((rows, _) ->
            new Row(
                rows.getString("id"),
                Json.read(
                    rows.getString("spec").getBytes(StandardCharsets.UTF_8), AuditedObject.class)))
        .one();
  }

  private void write(Handle tx, String id, AuditedObject wanted, boolean deleted) {
    tx.createUpdate(
            "update definition set name = :name, spec = cast(:spec as jsonb), deleted = :deleted,"
                + " version = version + 1 where workspace = :workspace and id = :id")
        .bind("workspace", tenant.workspaceId().value())
        .bind("id", id)
        .bind("name", wanted.name())
        .bind("spec", text(wanted))
        .bind("deleted", deleted)
        .execute();
  }

  private void changed(String id, @Nullable AuditedObject before, @Nullable AuditedObject after) {
    String name = after == null ? "A destination" : after.name();
    recorder.changed(
        new AuditedChange("destination", id, name, before, after, Set.of("/innocent")));
  }

  private static String text(AuditedObject shown) {
    return new String(Json.write(shown), StandardCharsets.UTF_8);
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
