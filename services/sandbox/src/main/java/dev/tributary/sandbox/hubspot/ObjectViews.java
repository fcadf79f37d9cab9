package dev.tributary.sandbox.hubspot;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.sandbox.hubspot.BatchWriting.Result;
import dev.tributary.sandbox.hubspot.BatchWriting.Written;
import dev.tributary.sandbox.hubspot.Refusal.InBatch;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records in the format of HubSpot's answers. */
final class ObjectViews {
  record View(
      String id,
      Map<String, String> properties,
      Instant createdAt,
      Instant updatedAt,
      boolean archived,
      @Nullable Instant archivedAt,
      @JsonProperty("new") @Nullable Boolean created,
      @Nullable String objectWriteTraceId) {}

  record Batch(
      String status,
      List<View> results,
      @Nullable Integer numErrors,
      @Nullable List<InBatch> errors,
      Instant startedAt,
      Instant completedAt) {}

  record Next(String after) {}

  record Paging(Next next) {
    static Paging after(String offset) {
      return new Paging(new Next(offset));
    }
  }

  record Page<T>(List<T> results, @Nullable Paging paging, @Nullable Long total) {}

  private ObjectViews() {}

  /** With the requested properties, and those that HubSpot always returns. */
  static View of(ObjectType type, CrmObject object, Collection<String> asked) {
    return view(type, object, asked.isEmpty() ? type.defaultProperties() : asked, null, null);
  }

  static Batch batch(ObjectType type, Result result, boolean upsert, Instant started, Instant now) {
    return batch(
        result.written().stream().map(written -> of(type, written, upsert)).toList(),
        result.errors(),
        started,
        now);
  }

  static Batch batch(List<View> views, List<InBatch> errors, Instant started, Instant now) {
    return errors.isEmpty()
        ? new Batch("COMPLETE", views, null, null, started, now)
        : new Batch("COMPLETE", views, errors.size(), errors, started, now);
  }

  /** One error for all unknown ids. */
  static InBatch missing(ObjectType type, List<String> ids) {
    var message =
        "Could not get some %s objects, they may be deleted or not exist. Check that ids are valid."
            .formatted(type.singular().toUpperCase(Locale.ROOT));
    return Refusal.notFound(message).inBatch(Map.of("ids", ids));
  }

  private static View of(ObjectType type, Written written, boolean upsert) {
    return view(
        type,
        written.object(),
        written.sent(),
        upsert ? written.created() : null,
        written.objectWriteTraceId());
  }

  private static View view(
      ObjectType type,
      CrmObject object,
      Collection<String> asked,
      @Nullable Boolean created,
      @Nullable String trace) {
    var system =
        Map.of(
            "hs_object_id",
            object.id(),
            "createdate",
            object.createdAt().toString(),
            type.modifiedProperty(),
            object.updatedAt().toString());
    var properties = new TreeMap<>(object.properties());
    properties.keySet().retainAll(new HashSet<>(asked));
    properties.putAll(system);
    return new View(
        object.id(),
        properties,
        object.createdAt(),
        object.updatedAt(),
        object.archivedAt() != null,
        object.archivedAt(),
        created,
        trace);
  }
}
