package dev.tributary.definitions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionVersion;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.page.VersionNumbers;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the definitions of one kind, for the routes that list and restore them.
 * Thread-safe.
 */
public final class DefinitionHistory<S> {
  private final DefinitionStore<S> store;
  private final Form<S> form;
  private final Set<String> whole;

  /** The form in which a client writes a definition. It has no secrets. */
  public interface Form<S> {
    ObjectNode of(String key, String name, S spec);
  }

  /** The content of a definition in a sentence. */
  public interface Words<S> {
    @Nullable String of(S spec);
  }

  /**
   * @param store of a kind whose versions are kept
   * @param whole the fields of the form that a patch replaces whole
   * @throws IllegalArgumentException if the versions of the kind are not kept
   */
  public DefinitionHistory(DefinitionStore<S> store, Form<S> form, Set<String> whole) {
    if (!store.keepsVersions()) {
      throw new IllegalArgumentException("The versions of this kind are not kept");
    }
    this.store = store;
    this.form = form;
    this.whole = Set.copyOf(whole);
  }

  Form<S> form() {
    return form;
  }

  /**
   * The kept versions, the newest first.
   *
   * @param seen the form without what the caller may not see
   * @param words the content of a version in a sentence; null if there is none
   * @throws dev.tributary.runtime.problem.Problem 404 if there is no such definition
   */
  Page<DefinitionVersionView> list(
      Tenant tenant,
      String idOrKey,
      @Nullable String cursor,
      @Nullable Integer limit,
      Form<S> seen,
      Words<S> words) {
    return store
        .versions(tenant.workspaceId(), idOrKey, cursor, Page.limit(limit))
        .map(kept ->
            DefinitionVersionView.of(
                kept,
                seen.of(kept.key(), kept.name(), kept.spec()),
                words.of(kept.spec()),
                tenant));
  }

  /**
   * A change to the content of an earlier version.
   *
   * @param id of the definition
   * @param ifMatch the entity tag of the present version, for which the patch was made
   * @param patch a merge patch (RFC 7396); it leaves secrets as they are
   */
  record Restoration(String id, String ifMatch, ObjectNode patch) {}

  /**
   * The change that brings the content of a version back. The caller makes it in the same way as a
   * change that a client sends, so it is checked in the same way.
   *
   * @param ifMatch the header of the request; null to restore over any version
   * @throws dev.tributary.runtime.problem.Problem 404 if the definition or the version is not
   *     there, 412 if the definition has another version
   */
  Restoration restoration(
      WorkspaceId workspace, String idOrKey, String version, @Nullable String ifMatch) {
    StoredDefinition<S> present = store.require(workspace, idOrKey);
    EntityTags.require(ifMatch, present.version(), present.updatedAt());
    long number =
        VersionNumbers.read(version)
            .orElseThrow(
                () -> Problems.NOT_FOUND.problem("No version %s is kept".formatted(version)));
    DefinitionVersion<S> wanted = store.version(workspace, present.id(), number);
    ObjectNode patch =
        difference(
            form.of(present.key(), present.name(), present.spec()),
            form.of(wanted.key(), wanted.name(), wanted.spec()),
            whole);
    return new Restoration(present.id(), EntityTags.of(present.version()), patch);
  }

  /** The merge patch that makes one object from another. Lists are replaced whole. */
  private static ObjectNode difference(ObjectNode from, ObjectNode to, Set<String> replaced) {
    ObjectNode patch = Json.MAPPER.createObjectNode();
    from.fieldNames()
        .forEachRemaining(name -> {
          if (!to.has(name)) {
            patch.putNull(name);
          }
        });
    for (var field : to.properties()) {
      String name = field.getKey();
      JsonNode before = from.path(name);
      JsonNode after = field.getValue();
      if (after.equals(before)) {
        continue;
      }
      boolean merged =
          !replaced.contains(name) && before instanceof ObjectNode && after instanceof ObjectNode;
      patch.set(
          name, merged ? difference((ObjectNode) before, (ObjectNode) after, Set.of()) : after);
    }
    return patch;
  }
}
