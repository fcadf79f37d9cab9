package dev.tributary.destinations.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.pacing.Budget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A destination in memory that keeps what it is given, per destination, and answers as a test says.
 * It has contacts with lists, plain rows, events, and people of whom it takes only changes.
 */
final class FakeDestination implements Connector {
  static final String ID = "fake";

  /** The object of which it takes only the changed fields. */
  static final String PEOPLE = "people";

  private final EffectClass effectClass;

  /** Changes the declaration of each object. */
  volatile UnaryOperator<ObjectType> declaring = UnaryOperator.identity();

  /** Refuses items before anything is sent; nothing can be sent then. */
  volatile @Nullable Function<Item, @Nullable Outcome> refusing;

  /** Whether it searches for a record before it creates it. */
  volatile boolean searching;

  /** The version of its API; null if it has none. */
  volatile Manifest.@Nullable VendorApi api;

  /** The settings of a destination. */
  volatile List<Setting> settings = List.of();

  /** The budgets of each of its accounts. */
  volatile List<Budget> budgets = List.of();

  private final Map<DestinationId, Store> stores = new ConcurrentHashMap<>();

  FakeDestination(EffectClass effectClass) {
    this.effectClass = effectClass;
  }

  /** What a destination answers instead of taking the batch. */
  @FunctionalInterface
  interface Behaviour {
    /** Null to take this item. */
    @Nullable Outcome answer(Batch batch, Item item);
  }

  /** What a destination answers about an item of a job. */
  @FunctionalInterface
  interface JobAnswer {
    /**
     * Null for the result.
     *
     * @param item as it was sent
     */
    @Nullable Outcome answer(String job, Item item);
  }

  /** Sees which batches are on their way at once. */
  interface Watch {
    Watch NOBODY =
        new Watch() {
          @Override
          public void entered(Batch batch) {}

          @Override
          public void left(Batch batch) {}
        };

    void entered(Batch batch);

    void left(Batch batch);
  }

  /** What one destination was asked, and what it holds. */
  static final class Store {
    final List<Batch> requests = new CopyOnWriteArrayList<>();
    final Map<String, String> records = new ConcurrentHashMap<>();
    final Map<String, Integer> writes = new ConcurrentHashMap<>();
    final List<String> order = new CopyOnWriteArrayList<>();
    volatile Behaviour behaviour = (batch, item) -> null;
    volatile Runnable before = () -> {};
    volatile Watch watch = Watch.NOBODY;

    /** The items that it only confirms to have received. */
    volatile Predicate<Item> receives = item -> false;

    /** Whether it refuses one of the received items of a batch without a name. */
    volatile boolean refusesOne;

    /** Its answer about an item of a job instead of the result; null for the result. */
    volatile JobAnswer jobAnswer = (job, item) -> null;

    /** Where the people are; null if they are in no place. */
    volatile @Nullable Place place;

    volatile boolean reachable = true;

    /** Whether its requests have one record each, so that a refusal concerns no other one. */
    volatile boolean apart;

    /** The account that it names; null if it names none. */
    volatile @Nullable String account;

    /** The ids under which it lists records; a record without one is listed without an id. */
    final Map<String, String> ids = new ConcurrentHashMap<>();

    /** The names and ids of records that were merged into a record. */
    final Map<String, List<String>> alsoNamed = new ConcurrentHashMap<>();

    final Map<String, List<String>> alsoIds = new ConcurrentHashMap<>();

    /** Whether it removes a known record by a request before it takes the new content. */
    volatile boolean replaces;

    /** Runs before it lists a page. */
    volatile Runnable beforePage = () -> {};

    /** Instead of the next page; null for the page. */
    volatile @Nullable Outcome noPage;

    /** The match values that it has looked for. */
    final List<String> lookups = new CopyOnWriteArrayList<>();

    final AtomicInteger pages = new AtomicInteger();
    final AtomicInteger questions = new AtomicInteger();
    final List<Batch> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Batch> jobs = new ConcurrentHashMap<>();

    private Outcome taken(Batch batch, Item item) {
      Outcome outcome = take(batch, item);
      return receives.test(item) && outcome instanceof Outcome.Delivered(String vendorId)
          ? new Outcome.Accepted(vendorId)
          : outcome;
    }

    Outcome take(Batch batch, Item item) {
      String key = batch.object() + "/" + item.matchValue();
      String vendorId = "v-" + item.delivery();
      if (batch.operation() == Batch.Operation.REMOVE) {
        records.remove(
            item.deliveredAs() == null ? key : batch.object() + "/" + item.deliveredAs());
        order.add("-" + key);
        return new Outcome.Delivered(null);
      }
      if (item.vendorId() != null && item.deliveredAs() != null) {
        String renamed = records.remove(batch.object() + "/" + item.deliveredAs());
        if (renamed != null) {
          records.put(key, renamed);
        }
      }
      records.merge(
          key,
          item.fields().toString(),
          (before, sent) -> batch.object().equals(PEOPLE) ? merged(before, item.fields()) : sent);
      writes.merge(key, 1, Integer::sum);
      order.add("+" + key);
      return new Outcome.Delivered(batch.object().equals("lists") ? null : vendorId);
    }
  }

  /** A field that is not sent stays; null clears it. */
  private static String merged(String before, ObjectNode sent) {
    ObjectNode merged =
        Json.read(before.getBytes(StandardCharsets.UTF_8), ObjectNode.class).setAll(sent);
    return merged.toString();
  }

  @Override
  public boolean lists(String object) {
    return !object.equals("lists") && !object.equals("events");
  }

  /** Two records at a time, in the order of their match values. */
  @Override
  public Listing listing(Listing.Scope scope) {
    return new Listing.OfConnection((target, egress) -> {
      Store store = store(target.destination());
      store.pages.incrementAndGet();
      store.beforePage.run();
      Outcome failed = store.noPage;
      return failed == null ? page(store, scope) : new Listing.Page.Failed(failed);
    });
  }

  private static Listing.Page page(Store store, Listing.Scope scope) {
    String prefix = scope.object() + "/";
    String cursor = scope.cursor() == null ? "" : scope.cursor();
    List<String> rest =
        store.records.keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .filter(key -> key.compareTo(cursor) > 0)
            .sorted()
            .toList();
    List<Listing.Listed> records =
        rest.stream().limit(2).map(key -> listed(store, prefix, key, scope.fields())).toList();
    return new Listing.Page.Records(records, rest.size() > 2 ? rest.get(1) : null);
  }

  private static Listing.Listed listed(
      Store store, String prefix, String key, List<String> fields) {
    ObjectNode all =
        Json.read(
            Objects.requireNonNull(store.records.get(prefix + key))
                .getBytes(StandardCharsets.UTF_8),
            ObjectNode.class);
    ObjectNode listed = Json.MAPPER.createObjectNode();
    fields.forEach(field -> listed.set(field, all.path(field).deepCopy()));
    fields.stream().filter(field -> !all.has(field)).forEach(listed::putNull);
    return new Listing.Listed(
        key,
        store.ids.get(prefix + key),
        listed,
        store.alsoNamed.getOrDefault(prefix + key, List.of()),
        store.alsoIds.getOrDefault(prefix + key, List.of()));
  }

  /** What its search for a record says; null if it has none. */
  volatile Listing.@Nullable ByMatchValue search;

  /** Whether its ids change with the match values. */
  volatile boolean idsChange;

  @Override
  public boolean idsChange(String object) {
    return idsChange;
  }

  @Override
  public Listing.@Nullable ByMatchValue findsByMatchValue(String object) {
    return object.equals("rows") ? search : null;
  }

  @Override
  public Listing find(Listing.Scope scope, String matchValue) {
    return new Listing.OfConnection((target, egress) -> {
      Store store = store(target.destination());
      store.lookups.add(matchValue);
      store.beforePage.run();
      Outcome failed = store.noPage;
      if (failed != null) {
        return new Listing.Page.Failed(failed);
      }
      String prefix = scope.object() + "/";
      List<Listing.Listed> found =
          store.records.keySet().stream()
              .filter(key -> key.equals(prefix + matchValue))
              .map(key -> listed(store, prefix, matchValue, scope.fields()))
              .toList();
      return new Listing.Page.Records(found, null);
    });
  }

  Store store(DestinationId destination) {
    return stores.computeIfAbsent(destination, id -> new Store());
  }

  @Override
  public boolean searchesFirst(String object) {
    return searching;
  }

  @Override
  public Manifest manifest() {
    return ManifestBuilder.builder()
        .id(ID)
        .name("Fake")
        .description("In memory")
        .effectClass(effectClass)
        .api(api)
        .settings(settings)
        .objects(
            List.of(
                declaring.apply(object("contacts", Kind.RECORD, "lists")),
                declaring.apply(object("rows", Kind.RECORD, null)),
                declaring.apply(changesOnly(object(PEOPLE, Kind.RECORD, null))),
                declaring.apply(object("events", Kind.EVENT, null)),
                declaring.apply(object("lists", Kind.MEMBERSHIP, null))))
        .rateLimits(List.of())
        .budgets(budgets)
        .concurrency(4)
        .connections(0)
        .openJobs(0)
        .addressOverridable(false)
        .sources(List.of())
        .added(false)
        .authentication(null)
        .build();
  }

  /** Declares objects with so many records in a batch. */
  static UnaryOperator<ObjectType> batches(int items) {
    return object ->
        ManifestObjectTypeBuilder.builder(object)
            .batchSize(items)
            .batch(new BatchLimits(items, null, null, Duration.ZERO))
            .build();
  }

  private static ObjectType changesOnly(ObjectType object) {
    return ManifestObjectTypeBuilder.builder(object).changesOnly(true).build();
  }

  private static ObjectType object(String name, Kind kind, @Nullable String memberships) {
    return ManifestObjectTypeBuilder.builder()
        .name(name)
        .label(name)
        .kind(kind)
        .fields(List.of())
        .otherFields(".+")
        .matchFields(List.of())
        .furtherMatchFields(List.of())
        .batchSize(100)
        .removal(Removal.DELETED)
        .memberships(memberships)
        .settings(List.of())
        .effectClass(null)
        .deduplication(null)
        .modes(Mode.of(kind, Removal.DELETED))
        .batch(new BatchLimits(100, null, null, Duration.ZERO))
        .settle(Duration.ZERO)
        .confirms(Confirmation.DELIVERED)
        .forget(null)
        .links(List.of())
        .promise("")
        .changesOnly(false)
        .billing(null)
        .choices(List.of())
        .build();
  }

  @Override
  public @Nullable Place place(Batch batch) {
    return batch.object().equals(PEOPLE) ? store(batch.target().destination()).place : null;
  }

  @Override
  public Protocol protocol(Batch batch) {
    Function<Item, @Nullable Outcome> refusal = refusing;
    if (refusal != null) {
      Map<String, Outcome> refused = new HashMap<>();
      for (Item item : batch.items()) {
        Outcome outcome = refusal.apply(item);
        if (outcome != null) {
          refused.put(item.delivery(), outcome);
        }
      }
      return new Protocol.DirectCalls(List.of(), refused);
    }
    return store(batch.target().destination()).replaces
            && batch.operation() == Batch.Operation.WRITE
        ? replacement(batch)
        : new Protocol.Transaction(List.of(), (target, egress) -> perform(batch));
  }

  private Protocol replacement(Batch batch) {
    Store store = store(batch.target().destination());
    Egress.Request request =
        new Egress.Request(
            "POST",
            URI.create("https://jobs.example/" + batch.target().destination() + "/records"),
            Map.of(),
            null);
    return new Protocol.ResolveThenSend(
        List.of(),
        List.of(
            items -> {
              List<Item> known =
                  items.stream()
                      .map(Protocol.ResolveThenSend.Resolved::item)
                      .filter(item -> item.vendorId() != null)
                      .toList();
              return known.isEmpty()
                  ? List.of()
                  : List.of(
                      new Call(
                          request,
                          known,
                          (answer, now) ->
                              known.stream()
                                  .map(item -> {
                                    store.records.remove(batch.object() + "/" + item.matchValue());
                                    return (Outcome) new Outcome.Delivered("none");
                                  })
                                  .toList()));
            },
            items ->
                List.of(
                    new Call(
                        request,
                        items.stream().map(Protocol.ResolveThenSend.Resolved::item).toList(),
                        (answer, now) -> perform(batch)))),
        Map.of());
  }

  private List<Outcome> perform(Batch batch) {
    Store store = store(batch.target().destination());
    store.requests.add(batch);
    store.watch.entered(batch);
    try {
      store.before.run();
      return answer(store, batch);
    } finally {
      store.watch.left(batch);
    }
  }

  private static List<Outcome> answer(Store store, Batch batch) {
    List<Outcome> outcomes = new ArrayList<>();
    boolean together = false;
    for (Item item : batch.items()) {
      Outcome answer = store.behaviour.answer(batch, item);
      together |= answer instanceof Outcome.RefusedTogether && !store.apart;
      outcomes.add(answer);
    }
    for (int i = 0; i < outcomes.size(); i++) {
      if (together) {
        outcomes.set(i, new Outcome.RefusedTogether(null, "One of them is wrong"));
      } else if (outcomes.get(i) == null) {
        outcomes.set(i, store.taken(batch, batch.items().get(i)));
      } else if (outcomes.get(i) instanceof Outcome.Submitted submitted) {
        store.jobs.put(submitted.job(), batch);
      }
    }
    return store.refusesOne ? withRefusal(outcomes) : outcomes;
  }

  /** Of several received items, one was refused, and nobody can say which. */
  private static List<Outcome> withRefusal(List<Outcome> outcomes) {
    int received = (int) outcomes.stream().filter(Outcome.Accepted.class::isInstance).count();
    return outcomes.stream()
        .map(outcome ->
            received > 1 && outcome instanceof Outcome.Accepted
                ? new Outcome.PartlyRefused(received, List.of(new CountedRefusal("invalid", 1)))
                : outcome)
        .toList();
  }

  @Override
  public Call question(Batch batch, String job) {
    Store store = store(batch.target().destination());
    URI address = URI.create("https://jobs.example/" + batch.target().destination() + "/" + job);
    return new Call(
        new Egress.Request("GET", address, Map.of(), null),
        batch.items(),
        (answer, now) -> result(store, batch, job));
  }

  /**
   * A job is applied as it was sent, when it is asked for its result. The destination knows nothing
   * about deliveries: it tells the results by the positions in the request.
   */
  private static List<Outcome> result(Store store, Batch batch, String job) {
    store.questions.incrementAndGet();
    store.asked.add(batch);
    Batch sent = store.jobs.get(job);
    List<Outcome> outcomes = new ArrayList<>();
    for (Item asked : batch.items()) {
      Item item = sent.items().get(Objects.requireNonNull(asked.position()));
      Outcome instead = store.jobAnswer.answer(job, item);
      outcomes.add(instead == null ? store.taken(sent, item) : instead);
    }
    return outcomes;
  }

  /** The answer to a question about a job. */
  Egress.Answer answered(Egress.Request question) throws EgressFailure {
    String destination = question.uri().getPath().split("/")[1];
    if (!store(new DestinationId(destination)).reachable) {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "No connection");
    }
    return new Egress.Answer(200, Map.of(), new byte[0]);
  }

  @Override
  public Probe probe(Target target) {
    Store store = store(target.destination());
    if (store.account == null) {
      return new Probe.OfConnection((opened, egress) -> new Outcome.Delivered(null));
    }
    URI address = URI.create("https://jobs.example/" + target.destination() + "/account");
    return new Probe.OfAccount(
        new Egress.Request("GET", address, Map.of(), null),
        (answer, now) -> {
          String account = Objects.requireNonNull(store.account);
          return new Probe.Result(
              new Outcome.Delivered(null), new Probe.Account(account, "Account " + account));
        });
  }
}
