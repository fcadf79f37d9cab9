package dev.tributary.sandbox.kit;

import dev.tributary.sandbox.fault.FaultPlan;
import dev.tributary.sandbox.kit.credential.Credentials;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Limits;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.WelcomeMails;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the kit that one vendor uses. Its constructor makes them; then only their content
 * changes. Call everything through {@link #exclusively}, except while the vendor is made.
 */
public final class Parts {
  private final String name;
  private final Clock clock;
  private final Credentials credentials;
  private final Limits limits;
  private final @Nullable VendorDocument document;
  private final FaultPlan faults = new FaultPlan();
  private final Deviations deviations = new Deviations();
  private final WelcomeMails mails = new WelcomeMails();
  private final Map<String, RecordStore> stores = new TreeMap<>();
  private final Map<String, Jobs<?>> jobs = new TreeMap<>();
  private final Map<String, EventLog> events = new TreeMap<>();
  private final Map<String, Members> members = new TreeMap<>();
  private @Nullable IssuedTokens tokens;
  private long lastId;

  /**
   * @param name the name in the paths of the vendor and of the control API
   * @param limits the documented limits by group
   * @param document null if the vendor has none
   */
  public Parts(
      String name,
      Clock clock,
      Credentials credentials,
      Map<String, List<Limit>> limits,
      @Nullable VendorDocument document) {
    this.name = name;
    this.clock = clock;
    this.credentials = credentials;
    this.limits = new Limits(clock, limits);
    this.document = document;
  }

  public RecordStore store(
      String storeName, List<KeyRule> keys, MergedIds mergedIds, Supplier<String> ids) {
    var store = new RecordStore(storeName, clock, keys, mergedIds, ids);
    stores.put(storeName, store);
    return store;
  }

  public <T> Jobs<T> jobs(
      String kind, JobPace pace, Supplier<String> ids, BiFunction<String, T, ItemResult> work) {
    var created = new Jobs<>(clock, pace, ids, work);
    jobs.put(kind, created);
    return created;
  }

  public Members members(String kind) {
    var created = new Members();
    members.put(kind, created);
    return created;
  }

  public EventLog events(String kind) {
    var log = new EventLog(clock);
    events.put(kind, log);
    return log;
  }

  /** Registers the issuer whose tokens the control API can expire and revoke. */
  public Parts with(IssuedTokens issuer) {
    tokens = issuer;
    return this;
  }

  /** Runs the work under the vendor's lock, after the jobs whose time is over. */
  public synchronized <T> T exclusively(Supplier<T> work) {
    jobs.values().forEach(Jobs::advance);
    return work.get();
  }

  synchronized void reset() {
    credentials.reset();
    limits.reset();
    faults.clear();
    deviations.clear();
    mails.reset();
    stores.values().forEach(RecordStore::reset);
    jobs.values().forEach(Jobs::reset);
    events.values().forEach(EventLog::reset);
    members.values().forEach(Members::reset);
    lastId = 0;
  }

  public String name() {
    return name;
  }

  /** The time in milliseconds, as answers have it. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** A number that no other call returns before a reset. */
  public synchronized long nextNumber() {
    return ++lastId;
  }

  public Limits limits() {
    return limits;
  }

  public WelcomeMails mails() {
    return mails;
  }

  Credentials credentials() {
    return credentials;
  }

  Optional<VendorDocument> document() {
    return Optional.ofNullable(document);
  }

  FaultPlan faults() {
    return faults;
  }

  Deviations deviations() {
    return deviations;
  }

  Optional<IssuedTokens> tokens() {
    return Optional.ofNullable(tokens);
  }

  RecordStore store(String storeName) {
    return named(stores, "records", storeName);
  }

  Jobs<?> jobs(String kind) {
    return named(jobs, "jobs", kind);
  }

  EventLog eventLog(String kind) {
    return named(events, "events", kind);
  }

  Members membersOf(String kind) {
    return named(members, "members", kind);
  }

  private static <T> T named(Map<String, T> parts, String kind, String name) {
    var part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "There are no %s %s, only %s".formatted(kind, name, parts.keySet()));
    }
    return part;
  }
}
