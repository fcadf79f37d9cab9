package dev.tributary.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Organizations, known by an external id. Their names are unique, and find nothing. */
final class Organizations {
  private static final List<String> KEYS = List.of("external_id", "name");

  /** The fields that a client can write; others are ignored in silence. */
  private static final List<String> FIELDS =
      List.of(
          "name", "external_id", "domain_names", "tags", "organization_fields", "details", "notes");

  /** An organization after a write. */
  record Written(StoredRecord organization, boolean created) {}

  private final CustomFields fields;
  private final RecordStore store;

  Organizations(Parts parts, CustomFields fields) {
    this.fields = fields;
    store =
        parts.store(
            "organizations",
            KEYS.stream().map(KeyRule::caseless).toList(),
            MergedIds.GONE,
            () -> "" + (5_000 + parts.nextNumber()));
  }

  /** Updates the organization with the id or the external id, or creates one. */
  Written write(ObjectNode given) {
    var known =
        given.has("id")
            ? store.find(given.path("id").asText())
            : Optional.of(given.path("external_id").asText(""))
                .filter(id -> !id.isEmpty())
                .flatMap(id -> store.findBy("external_id", id));
    return known.isPresent()
        ? new Written(written(store.update(known.get().id(), change(given))), false)
        : new Written(create(given), true);
  }

  StoredRecord update(String id, ObjectNode given) {
    return written(store.update(id, change(given)));
  }

  StoredRecord create(ObjectNode given) {
    if (given.path("name").asText("").isEmpty()) {
      throw ZendeskWords.invalid("name", "Name: cannot be blank");
    }
    return written(store.create(change(given)));
  }

  private Change change(ObjectNode given) {
    var keys = new TreeMap<String, @Nullable String>();
    KEYS.stream()
        .filter(key -> given.path(key).isTextual())
        .forEach(key -> keys.put(key, given.path(key).asText()));
    var values = given.deepCopy().retain(FIELDS);
    values.set(
        "organization_fields", fields.known("organization", given.path("organization_fields")));
    return new Change(keys, values, Nulls.CLEAR);
  }

  private static StoredRecord written(WriteResult result) {
    if (result instanceof WriteResult.Taken(var key, var holder)) {
      throw ZendeskWords.invalid(
          key.name(), "%s: %s has already been taken".formatted(key.name(), key.value()));
    }
    return result.shown().orElseThrow(ZendeskWords::notFound);
  }

  List<ObjectNode> search(Optional<String> externalId, Optional<String> name) {
    return Stream.concat(
            externalId.flatMap(id -> store.findBy("external_id", id)).stream(),
            name.flatMap(each -> store.findBy("name", each)).stream())
        .map(this::view)
        .toList();
  }

  List<ObjectNode> visible() {
    return store.visible().stream().map(this::view).toList();
  }

  void delete(String id) {
    if (!store.delete(id)) {
      throw ZendeskWords.notFound();
    }
  }

  ObjectNode view(StoredRecord organization) {
    return organization
        .values()
        .deepCopy()
        .put("id", Long.parseLong(organization.id()))
        .put("created_at", organization.createdAt().toString())
        .put("updated_at", organization.updatedAt().toString());
  }
}
