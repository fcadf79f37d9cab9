package dev.tributary.sandbox.kit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.fault.FaultPlan;
import dev.tributary.sandbox.kit.job.JobFaults;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.StoreFaults;
import dev.tributary.sandbox.kit.record.StoredRecord;
import dev.tributary.sandbox.kit.record.WriteResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The control API that each vendor of the kit has. It ignores credentials and limits. */
public final class VendorControl {
  private static final int MAXIMUM_PAGE = 1_000;

  private record Token(@Nullable String token) {}

  private record Preset(
      @Nullable Map<String, @Nullable String> keys, @Nullable ObjectNode values) {}

  private record Merge(@Nullable String into) {}

  private record Records(List<StoredRecord> records, int total) {}

  /**
   * @param writtenMoreThanOnce how many records were written twice or more over the vendor's API
   */
  private record Counts(
      int records,
      long createdElsewhere,
      long writes,
      long unchangedWrites,
      long writtenMoreThanOnce) {}

  private final Vendor vendor;
  private final Parts parts;

  public VendorControl(Vendor vendor) {
    this.vendor = vendor;
    this.parts = vendor.parts();
  }

  public FaultPlan faults() {
    return parts.faults();
  }

  public String name() {
    return parts.name();
  }

  /** Resets everything to the initial state. */
  public void reset() {
    parts.exclusively(() -> {
      parts.reset();
      vendor.reset();
      return true;
    });
  }

  public Answer limits(Call ignored) {
    return Answer.of(200, parts.limits().groups());
  }

  /** Replaces the limits of the named groups. */
  public Answer replaceLimits(Call call) throws IOException {
    Map<String, List<Limit>> wanted =
        Json.STRICT.readValue(call.body(), new TypeReference<Map<String, List<Limit>>>() {});
    parts.limits().replace(wanted);
    return limits(call);
  }

  /** How many requests were above the limits of each group. */
  public Answer refusals(Call ignored) {
    return Answer.of(200, parts.limits().refusals());
  }

  public Answer token(Call call) throws IOException {
    parts
        .credentials()
        .acceptOnly(required(Json.read(Json.STRICT, call.body(), Token.class).token(), "token"));
    return Answer.empty(204);
  }

  public Answer expireTokens(Call ignored) {
    parts.tokens().orElseThrow(VendorControl::noTokens).expireAll();
    return Answer.empty(204);
  }

  public Answer revokeTokens(Call ignored) {
    parts.tokens().orElseThrow(VendorControl::noTokens).revokeAll();
    return Answer.empty(204);
  }

  private static IllegalArgumentException noTokens() {
    return new IllegalArgumentException("The vendor issues no tokens");
  }

  public Answer deviations(Call ignored) {
    return Answer.of(200, parts.deviations().page());
  }

  public Answer mails(Call ignored) {
    return Answer.of(200, parts.mails().counts());
  }

  /** Oldest first; {@code key} and {@code value} select one record by a unique key. */
  public Answer records(Call call) {
    return parts.exclusively(() -> {
      var store = store(call);
      long after = Long.parseLong(call.query("after").orElse("0"));
      var found =
          call.query("key")
              .map(key -> store.findBy(key, call.query("value").orElse("")).stream())
              .orElseGet(() -> store.all().stream());
      return Answer.of(
          200, new Records(found.skip(after).limit(limit(call)).toList(), store.all().size()));
    });
  }

  public Answer counts(Call call) {
    return parts.exclusively(() -> {
      var all = store(call).all();
      return Answer.of(
          200,
          new Counts(
              all.size(),
              all.stream().filter(StoredRecord::createdElsewhere).count(),
              all.stream().mapToLong(StoredRecord::writes).sum(),
              all.stream().mapToLong(StoredRecord::unchangedWrites).sum(),
              all.stream().filter(each -> each.writes() > 1).count()));
    });
  }

  /** Creates a record that does not come from a client of the vendor's API. */
  public Answer preset(Call call) throws IOException {
    var wanted = Json.read(Json.STRICT, call.body(), Preset.class);
    var change =
        new Change(
            Objects.requireNonNullElse(wanted.keys(), Map.<String, @Nullable String>of()),
            Objects.requireNonNullElseGet(wanted.values(), Json.LENIENT::createObjectNode),
            Change.Nulls.IGNORE);
    return parts.exclusively(() ->
        switch (store(call).preset(change)) {
          case WriteResult.Created(var record) -> Answer.of(201, record);
          case WriteResult.Updated(var record) -> Answer.of(200, record);
          case WriteResult.Dropped(var record) -> Answer.of(200, record);
          case WriteResult.Taken(var key, var holder) ->
              throw new IllegalArgumentException(
                  "Record %s holds %s %s".formatted(holder, key.name(), key.value()));
          case WriteResult.Erased(var key) ->
              throw new IllegalArgumentException(
                  "%s %s was erased".formatted(key.name(), key.value()));
          case WriteResult.Missing(var id) -> throw new IllegalStateException(id);
        });
  }

  public Answer storeFaults(Call call) throws IOException {
    var wanted = Json.read(Json.STRICT, call.body(), StoreFaults.class);
    parts.exclusively(() -> {
      store(call).faults(wanted);
      return true;
    });
    return Answer.of(200, wanted);
  }

  public Answer merge(Call call) throws IOException {
    var into = required(Json.read(Json.STRICT, call.body(), Merge.class).into(), "into");
    return done(parts.exclusively(() -> store(call).merge(call.parameter("id"), into)));
  }

  public Answer delete(Call call) {
    return done(parts.exclusively(() -> store(call).delete(call.parameter("id"))));
  }

  public Answer erase(Call call) {
    return done(parts.exclusively(() -> store(call).erase(call.parameter("id"))));
  }

  public Answer events(Call call) {
    long after = Long.parseLong(call.query("after").orElse("0"));
    return parts.exclusively(
        () -> Answer.of(200, parts.eventLog(call.parameter("kind")).page(after, limit(call))));
  }

  /** The members of one place. */
  public Answer members(Call call) {
    return parts.exclusively(
        () -> Answer.of(200, parts.membersOf(call.parameter("kind")).of(call.parameter("place"))));
  }

  public Answer jobs(Call call) {
    return parts.exclusively(() -> Answer.of(200, parts.jobs(call.parameter("kind")).all()));
  }

  public Answer jobPace(Call call) throws IOException {
    var wanted = Json.read(Json.STRICT, call.body(), JobPace.class);
    parts.exclusively(() -> {
      parts.jobs(call.parameter("kind")).pace(wanted);
      return true;
    });
    return Answer.of(200, wanted);
  }

  public Answer jobFaults(Call call) throws IOException {
    var wanted = Json.read(Json.STRICT, call.body(), JobFaults.class);
    parts.exclusively(() -> {
      parts.jobs(call.parameter("kind")).faults(wanted);
      return true;
    });
    return Answer.of(200, wanted);
  }

  private RecordStore store(Call call) {
    return parts.store(call.parameter("store"));
  }

  private static Answer done(boolean existed) {
    if (!existed) {
      throw new IllegalArgumentException("There is no such record");
    }
    return Answer.empty(204);
  }

  private static int limit(Call call) {
    int limit = Integer.parseInt(call.query("limit").orElse("100"));
    if (limit < 1 || limit > MAXIMUM_PAGE) {
      throw new IllegalArgumentException("limit must be between 1 and " + MAXIMUM_PAGE);
    }
    return limit;
  }

  private static String required(@Nullable String value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is required");
    }
    return value;
  }
}
