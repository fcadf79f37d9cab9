package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.hubspot.Inputs.Input;
import dev.tributary.sandbox.hubspot.ObjectStore.Draft;
import dev.tributary.sandbox.hubspot.Refusal.InBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates and updates records in batches. A batch is written whole or not at all, unless partial
 * results are possible and the caller requests them.
 */
final class BatchWriting {
  private static final String EMAIL = "email";

  /** A record after a write. */
  record Written(
      CrmObject object, boolean created, Set<String> sent, @Nullable String objectWriteTraceId) {}

  record Result(List<Written> written, List<InBatch> errors) {}

  private interface Step {
    Written write(Draft draft, Input input);
  }

  private final ObjectStore store;
  private final Set<String> refusedEmails;
  private final Supplier<String> ids;
  private final Instant now;

  BatchWriting(ObjectStore store, Set<String> refusedEmails, Supplier<String> ids, Instant now) {
    this.store = store;
    this.refusedEmails = refusedEmails;
    this.ids = ids;
    this.now = now;
  }

  /** Partial results exist for custom unique properties only, not for e-mail addresses. */
  Result upsert(List<Input> inputs) {
    inputs.forEach(input -> requireUnique(input.idProperty(), true));
    Inputs.refuseDuplicates(inputs.stream().map(this::key).toList());
    boolean byEmail = inputs.stream().anyMatch(input -> EMAIL.equals(input.idProperty()));
    return write(inputs, Inputs.traced(inputs) && !byEmail, this::upsert);
  }

  Result create(List<Input> inputs) {
    return write(inputs, Inputs.traced(inputs), this::create);
  }

  /** Unknown inputs are reported one by one; wrong values refuse the batch. */
  Result update(List<Input> inputs) {
    inputs.stream()
        .filter(input -> input.idProperty() != null)
        .forEach(input -> requireUnique(input.idProperty(), false));
    Inputs.refuseDuplicates(inputs.stream().map(this::key).toList());
    var missing = new ArrayList<String>();
    var found = new ArrayList<Input>();
    for (var input : inputs) {
      if (find(store.draft(), input) == null) {
        missing.add(input.requiredId());
      } else {
        found.add(input);
      }
    }
    var result = write(found, false, this::update);
    return missing.isEmpty()
        ? result
        : new Result(result.written(), List.of(ObjectViews.missing(store.type(), missing)));
  }

  private Result write(List<Input> inputs, boolean partial, Step step) {
    var draft = store.draft();
    var written = new ArrayList<Written>();
    var errors = new ArrayList<InBatch>();
    for (var input : inputs) {
      try {
        written.add(step.write(draft, input));
      } catch (Refusal refusal) {
        if (!partial) {
          throw refusal;
        }
        var trace = String.valueOf(input.objectWriteTraceId());
        errors.add(refusal.inBatch(Map.of("objectWriteTraceId", List.of(trace))));
      }
    }
    draft.commit();
    // HubSpot guarantees no order, so no client may rely on the order of the inputs.
    return new Result(written.reversed(), errors);
  }

  private Written upsert(Draft draft, Input input) {
    var values = checkedValues(input, input.idProperty());
    var existing = find(draft, input);
    var object =
        existing == null
            ? CrmObject.create(ids.get(), values, now, false)
            : existing.updated(values, now);
    draft.put(object);
    return new Written(object, existing == null, values.keySet(), input.objectWriteTraceId());
  }

  private Written create(Draft draft, Input input) {
    var values = checkedValues(input, null);
    var object = CrmObject.create(ids.get(), values, now, false);
    draft.put(object);
    return new Written(object, true, values.keySet(), input.objectWriteTraceId());
  }

  private Written update(Draft draft, Input input) {
    var values = checkedValues(input, null);
    var existing = find(draft, input);
    if (existing == null) {
      throw Refusal.notFound("resource not found");
    }
    var object = existing.updated(values, now);
    draft.put(object);
    return new Written(object, false, values.keySet(), input.objectWriteTraceId());
  }

  private @Nullable CrmObject find(Draft draft, Input input) {
    var property = input.idProperty();
    var found =
        property == null ? draft.find(input.requiredId()) : draft.findBy(property, key(input));
    return found.orElse(null);
  }

  /** The id as HubSpot compares it: addresses in lower case. */
  private String key(Input input) {
    var id = input.requiredId();
    return EMAIL.equals(input.idProperty()) ? normalised(id) : id;
  }

  private Map<String, String> checkedValues(Input input, @Nullable String idProperty) {
    var values = normalised(store.type(), input.values());
    if (idProperty != null) {
      values.putIfAbsent(idProperty, key(input));
    }
    var errors = store.catalogue().errors(values);
    var email = values.get(EMAIL);
    if (email != null && refusedEmails.contains(email)) {
      errors.add(ValueError.invalidEmail(email));
    }
    if (!errors.isEmpty()) {
      throw Refusal.ofValues(errors);
    }
    return values;
  }

  /** A copy in the form in which HubSpot stores it. */
  static Map<String, String> normalised(ObjectType type, Map<String, String> values) {
    var normalised = new LinkedHashMap<>(values);
    if (type == ObjectType.CONTACTS) {
      normalised.computeIfPresent(EMAIL, (name, value) -> normalised(value));
    }
    return normalised;
  }

  static String normalised(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /** An update cannot look contacts up by e-mail address, an upsert can. */
  private void requireUnique(@Nullable String property, boolean byEmail) {
    if (property == null) {
      throw Refusal.validation("Every input of an upsert must have an idProperty.");
    }
    boolean unique =
        store
            .catalogue()
            .find(property)
            .filter(p -> p.hasUniqueValue() || (byEmail && p.isEmailOf(store.type())))
            .isPresent();
    if (!unique) {
      throw Refusal.validation(
          "Unable to perform update/upsert by non-unique %s property %s in portal ID %d"
              .formatted(store.type().id(), property, Account.PORTAL_ID));
    }
  }
}
