package dev.tributary.collector.http;

import dev.tributary.collector.source.WriteKeys;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Quotas;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The write keys of a source: several, so that one can be replaced while the other still works. */
@Path("/api/v1/workspaces/{workspace}/sources/{source}/write-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sources")
@RunOnVirtualThread
public class WriteKeysResource {
  /** Revoked keys stay stored, up to this number. */
  private static final int MOST_REVOKED = 20;

  private final DefinitionStore<SourceBody> store;
  private final WriteKeys writeKeys;
  private final ActivationWait activation;
  private final Tenant tenant;
  private final Clock clock;
  private final Quotas quotas;

  public WriteKeysResource(
      DefinitionStore<SourceBody> store,
      WriteKeys writeKeys,
      ActivationWait activation,
      Tenant tenant,
      Clock clock,
      Quotas quotas) {
    this.store = store;
    this.writeKeys = writeKeys;
    this.activation = activation;
    this.tenant = tenant;
    this.clock = clock;
    this.quotas = quotas;
  }

  /**
   * @return the new write key; {@code writeKey} is in this answer only
   */
  @POST
  @Operation(operationId = "addWriteKey", summary = "Add a write key; only this answer contains it")
  @APIResponseSchema(
      value = SourceView.WriteKeyView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<SourceView.WriteKeyView> add(@PathParam("source") String source) {
    WriteKeys.Issued issued = writeKeys.issue();
    StoredDefinition<SourceBody> changed = change(source, keys -> with(keys, issued.stored()));
    quotas.warnNearLimit(
        "The source %s of %s".formatted(changed.id(), changed.workspace()),
        Quotas.WRITE_KEY,
        active(changed.spec().writeKeys()));
    activation.await(changed);
    return RestResponse.status(
        RestResponse.Status.CREATED, SourceView.WriteKeyView.of(issued.stored(), issued.plain()));
  }

  /**
   * @param key the id of the write key, not the key itself
   */
  @DELETE
  @Path("{key}")
  @Operation(operationId = "revokeWriteKey", summary = "Revoke a write key")
  public void revoke(@PathParam("source") String source, @PathParam("key") String key) {
    activation.await(change(source, keys -> revoked(keys, key)));
  }

  /** The change may be computed twice. */
  private StoredDefinition<SourceBody> change(
      String source, UnaryOperator<List<SourceBody.WriteKey>> change) {
    return store.update(
        tenant.workspaceId(),
        source,
        null,
        current -> {
          SourceBody body = current.spec();
          return current.with(
              current.key(),
              current.name(),
              new SourceBody(
                  body.enabled(),
                  body.eventsPerSecond(),
                  body.kind(),
                  change.apply(body.writeKeys())));
        });
  }

  private List<SourceBody.WriteKey> with(
      List<SourceBody.WriteKey> keys, SourceBody.WriteKey added) {
    quotas.requireRoom(
        Quotas.WRITE_KEY,
        active(keys),
        "A source has at most %d active write keys. Revoke one of this source"
            .formatted(quotas.most(Quotas.WRITE_KEY)));
    return Stream.concat(withoutOldestRevoked(keys), Stream.of(added)).toList();
  }

  private static long active(List<SourceBody.WriteKey> keys) {
    return keys.stream().filter(key -> key.revokedAt() == null).count();
  }

  private static Stream<SourceBody.WriteKey> withoutOldestRevoked(List<SourceBody.WriteKey> keys) {
    List<SourceBody.WriteKey> revoked =
        keys.stream().filter(key -> key.revokedAt() != null).toList();
    Set<String> kept =
        revoked.subList(Math.max(0, revoked.size() - MOST_REVOKED), revoked.size()).stream()
            .map(SourceBody.WriteKey::id)
            .collect(Collectors.toSet());
    return keys.stream().filter(key -> key.revokedAt() == null || kept.contains(key.id()));
  }

  /**
   * Revoking again changes nothing.
   *
   * @throws Problem 404 if there is no such key
   */
  private List<SourceBody.WriteKey> revoked(List<SourceBody.WriteKey> keys, String id) {
    if (keys.stream().noneMatch(key -> key.id().equals(id))) {
      throw Problems.NOT_FOUND.problem("There is no write key " + id);
    }
    return keys.stream()
        .map(key -> key.id().equals(id) && key.revokedAt() == null ? revoked(key) : key)
        .toList();
  }

  private SourceBody.WriteKey revoked(SourceBody.WriteKey key) {
    return new SourceBody.WriteKey(
        key.id(), key.hash(), key.hint(), key.createdAt(), clock.instant());
  }
}
