package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.StandIn;
import dev.tributary.sandbox.fault.FaultPlan;
import dev.tributary.sandbox.kit.credential.ApiKey;
import dev.tributary.sandbox.kit.credential.Credentials.Verdict;
import dev.tributary.sandbox.kit.limit.Limits;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One HubSpot account with all its content. Its lock guards everything in this package: call it
 * through {@link #answer} or {@link #exclusively}.
 */
public final class Account implements StandIn {
  public static final int PORTAL_ID = 24_680_135;

  private static final String NO_CREDENTIALS =
      "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can"
          + " find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";

  private final Clock clock;
  private final ApiKey token;
  private final Limits limits;
  private final FaultPlan faults = new FaultPlan();
  private final Map<ObjectType, ObjectStore> stores = new EnumMap<>(ObjectType.class);
  private final Map<String, Set<String>> links = new TreeMap<>();
  private final Map<String, CrmList> lists = new LinkedHashMap<>();
  private final Set<String> refusedEmails = new TreeSet<>();
  private final EventLog events = new EventLog();
  private RateLimit limit = RateLimit.DOCUMENTED;
  private int listLimit;
  private long lastId;

  /**
   * @param token the only accepted token; empty for any
   */
  public Account(Clock clock, String token) {
    this.clock = clock;
    this.token = new ApiKey("authorization", "Bearer ", token);
    this.limits = new Limits(clock, limit.group());
    reset();
  }

  /** Resets to the initial state. */
  public synchronized void reset() {
    for (var type : ObjectType.values()) {
      stores.put(type, new ObjectStore(type));
    }
    links.clear();
    lists.clear();
    refusedEmails.clear();
    events.clear();
    listLimit = Integer.MAX_VALUE;
    faults.clear();
    limit(RateLimit.DOCUMENTED);
    token.reset();
    lastId = 100;
  }

  public synchronized Memory memory() {
    var records = new EnumMap<ObjectType, Memory.Records>(ObjectType.class);
    stores.forEach((type, store) -> records.put(type, store.memory()));
    return new Memory(
        lastId, records, lists.values().stream().map(CrmList::memory).toList(), Map.copyOf(links));
  }

  /** Restores a saved state. */
  public synchronized void restore(Memory memory) {
    reset();
    lastId = memory.lastId();
    memory.records().forEach((type, records) -> store(type).restore(records));
    if (memory.links() != null) {
      memory.links().forEach((id, others) -> links.put(id, new TreeSet<>(others)));
    }
    for (var list : memory.lists()) {
      lists.put(list.definition().listId(), new CrmList(list));
    }
  }

  /** Runs the work under the lock, and turns a refusal into HubSpot's answer. */
  synchronized Answer answer(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  synchronized <T> T exclusively(Supplier<T> work) {
    return work.get();
  }

  ObjectStore store(ObjectType type) {
    return Objects.requireNonNull(stores.get(type));
  }

  /** By id, oldest first. */
  Map<String, CrmList> lists() {
    return lists;
  }

  /** The ids of the records that a record is associated with, in both directions. */
  Set<String> links(String id) {
    return Set.copyOf(links.getOrDefault(id, Set.of()));
  }

  /** Records of all types have different ids. */
  void link(String id, String other) {
    links.computeIfAbsent(id, some -> new TreeSet<>()).add(other);
    links.computeIfAbsent(other, some -> new TreeSet<>()).add(id);
  }

  void unlink(String id, String other) {
    links.getOrDefault(id, new TreeSet<>()).remove(other);
    links.getOrDefault(other, new TreeSet<>()).remove(id);
  }

  Set<String> refusedEmails() {
    return refusedEmails;
  }

  EventLog events() {
    return events;
  }

  /** The largest number of lists. */
  int listLimit() {
    return listLimit;
  }

  void listLimit(int lists) {
    listLimit = lists;
  }

  RateLimit limit() {
    return limit;
  }

  void limit(RateLimit wanted) {
    limit = wanted;
    limits.replace(wanted.group());
  }

  Map<String, Long> refusals() {
    return limits.refusals();
  }

  void token(String accepted) {
    token.acceptOnly(accepted);
  }

  String nextId() {
    return String.valueOf(++lastId);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public String name() {
    return "hubspot";
  }

  @Override
  public FaultPlan faults() {
    return faults;
  }

  @Override
  public synchronized Optional<Answer> refusal(Call call) {
    if (token.check(call) instanceof Verdict.Refused) {
      return Optional.of(unauthorised(call));
    }
    return isOfEvents(call)
        ? Optional.empty()
        : limits
            .refusal(RateLimit.REQUEST, call)
            .map(exceeded -> rateLimited(Map.of()))
            .or(() -> isSearch(call) ? searchLimited(call) : Optional.empty());
  }

  /** Requests with events do not count. */
  private static boolean isOfEvents(Call call) {
    return call.path().startsWith("/events/v3/send");
  }

  private static boolean isSearch(Call call) {
    return call.path().startsWith("/crm/v3/objects/") && call.path().endsWith("/search");
  }

  /** Searches of all objects share a limit of their own. */
  private Optional<Answer> searchLimited(Call call) {
    return limits
        .refusal(RateLimit.SEARCH, call)
        .map(exceeded ->
            Answer.of(
                429,
                Refusal.errorBody("RATE_LIMITS", "You have reached your secondly limit.")
                    .put("errorType", "RATE_LIMIT")
                    .put("policyName", "SECONDLY")));
  }

  /** HubSpot documents no {@code Retry-After} here; a fault may add one. */
  @Override
  public Answer rateLimited(Map<String, String> headers) {
    var body =
        Refusal.errorBody("RATE_LIMITS", "You have reached your ten_secondly_rolling limit.")
            .put("errorType", "RATE_LIMIT")
            .put("policyName", "TEN_SECONDLY_ROLLING");
    return Answer.of(429, body).with(headers);
  }

  @Override
  public Answer serverError(int status) {
    return Answer.of(status, Refusal.errorBody("INTERNAL_ERROR", "internal error"));
  }

  @Override
  public Answer unauthorised(Call call) {
    return Answer.of(401, Refusal.errorBody("INVALID_AUTHENTICATION", NO_CREDENTIALS));
  }

  @Override
  public synchronized Map<String, String> standingHeaders(Call call, Answer answer) {
    return isSearch(call) ? Map.of() : limit.headers(limits.states(RateLimit.REQUEST).getFirst());
  }
}
