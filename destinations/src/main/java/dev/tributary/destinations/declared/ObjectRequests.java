package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.FindThenWrite.FurtherSearch;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.answer.SearchAnswers;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.Values;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The compiled requests of one object.
 *
 * @param write creates or updates items; null if they are searched for first
 * @param update items with an id of the vendor, for a vendor with an upsert; null if {@code write}
 *     is for these too
 * @param found for a vendor without an upsert; null for others
 * @param identified the search for records that were delivered without their id, for a vendor with
 *     an upsert; null for others
 * @param remove null if nothing can be removed
 * @param former takes the place of {@code write} and {@code remove} for a vendor that keeps former
 *     match values; null for others
 * @param forget erases records for good; null if there is no such request
 * @param place null if the object needs none
 * @param own the fields that Tributary creates for itself; empty if the object has a place
 * @param within the settings of the sync that say where its records are
 * @param job for large batches; null if there are no jobs
 * @param result asks for the result of a job that a request has submitted; null if none does
 * @param reads the requests that read records; null if there are none
 */
@RecordBuilder
record ObjectRequests(
    @Nullable Write write,
    @Nullable Write update,
    @Nullable FindThenWrite found,
    @Nullable FindThenWrite identified,
    @Nullable Remove remove,
    @Nullable FormerValues former,
    @Nullable ErasureRequests forget,
    @Nullable PlaceRequests place,
    List<OwnField> own,
    List<String> within,
    @Nullable JobRequests job,
    @Nullable ResultQuestion result,
    @Nullable ListRequests reads) {
  private static final Outcome TWICE =
      new Outcome.Transient("Another record of this batch is the same record over there", null);

  private static final Outcome UNKNOWN_ID =
      new Outcome.Rejected(null, "The id of the record at the destination is not known");

  ObjectRequests {
    own = List.copyOf(own);
    within = List.copyOf(within);
  }

  /** A request that carries items, and the meaning of its answers. */
  record Write(RequestTemplate request, Answers answers) {

    /** The call for items that one request carries, without those that cannot be in it. */
    Call call(Batch batch, List<Item> items) {
      List<Call> calls = request.calls(batch, items, answers, new HashMap<>());
      if (calls.size() != 1) {
        throw new UnfitValue(null, "The items cannot be in one request");
      }
      return calls.getFirst();
    }

    /** The calls for items, which carry all of them. */
    List<Call> calls(Batch batch, List<Item> items) {
      List<Call> calls = request.calls(batch, items, answers, new HashMap<>());
      if (calls.stream().mapToInt(call -> call.items().size()).sum() != items.size()) {
        throw new UnfitValue(null, "An item cannot be in a request");
      }
      return calls;
    }
  }

  /** The calls that remove items; one request can carry all of them, or one of them. */
  private record Removal(Write remove, Batch batch, UnaryOperator<Item> named)
      implements Protocol.FindThenWrite.Write {
    @Override
    public Call of(List<Item> items) {
      return remove.call(batch, items.stream().map(named).toList());
    }

    @Override
    public List<Call> calls(List<Item> items) {
      return remove.calls(batch, items.stream().map(named).toList());
    }
  }

  /**
   * A search for items.
   *
   * @param by the fields whose values it can have; empty for all
   * @param findableAfter in seconds
   */
  record Find(RequestTemplate request, SearchAnswers answers, Set<String> by, int findableAfter) {
    Find {
      by = Set.copyOf(by);
    }

    /** The search by a field; a manifest has one for each field that it accepts. */
    static Find by(List<Find> finds, @Nullable String field) {
      return finds.stream()
          .filter(find -> find.by().isEmpty() || field != null && find.by().contains(field))
          .findFirst()
          .orElseThrow(() -> new UnfitValue(null, "No search is by the field " + field));
    }

    /** The search by the match field of items. */
    Protocol.Lookup lookup(Batch batch, List<Item> items) {
      return new Protocol.Lookup(
          request.requestFor(batch, items),
          (answer, now) -> answers.matches(batch, items, answer, now));
    }

    /** The search by another field, of which each item has a value. */
    Protocol.Lookup lookup(
        Batch batch, List<Item> items, String field, List<SearchAnswers.Earlier> before) {
      List<Item> named = items.stream().map(item -> named(item, field)).toList();
      return new Protocol.Lookup(
          request.requestFor(batch.of(named), named),
          (answer, now) -> answers.matches(batch, items, named, before, answer, now));
    }

    /** The value of an item as this search compares it. */
    String comparable(Batch batch, Item item, String field) {
      return answers.comparable(batch.of(List.of(named(item, field))));
    }

    /** The values of this field, with which a search by a later field compares what it finds. */
    SearchAnswers.Earlier before(Batch batch, List<Item> items, String field) {
      Map<String, String> values = new HashMap<>();
      for (Item item : items) {
        if (item.furtherMatchValue(field) != null) {
          values.put(item.delivery(), comparable(batch, item, field));
        }
      }
      List<Item> named = items.stream().map(item -> named(item, field)).toList();
      return new SearchAnswers.Earlier(field, batch.of(named), answers, values);
    }

    private static Item named(Item item, String field) {
      String value = item.furtherMatchValue(field);
      return ItemBuilder.builder(item)
          .matchField(field)
          .matchValue(value == null ? "" : value)
          .build();
    }

    /** Why an item cannot be searched for by another field; null if it can, or needs no search. */
    @Nullable Outcome refusal(Batch batch, Item item, String field) {
      return item.furtherMatchValue(field) == null
          ? null
          : request.refusal(batch, named(item, field));
    }
  }

  /**
   * Searches for items, and what follows them.
   *
   * @param createStrictly in place of {@code create} for a sync with further match fields; null if
   *     {@code create} updates no record
   */
  record FindThenWrite(
      List<Find> finds, Write create, @Nullable Write createStrictly, Write update) {
    FindThenWrite {
      finds = List.copyOf(finds);
    }

    /** A search by a further field must find a conflict, so the creation must not update. */
    Write creation(Batch batch) {
      Write strictly = createStrictly;
      return strictly == null || batch.furtherMatches().isEmpty() ? create : strictly;
    }

    FurtherSearch further(Batch batch, int place) {
      String field = batch.furtherMatches().get(place);
      return new FurtherSearch(
          field,
          items ->
              by(field)
                  .lookup(
                      batch,
                      items,
                      field,
                      batch.furtherMatches().subList(0, place).stream()
                          .map(before -> by(before).before(batch, items, before))
                          .toList()),
          item -> by(field).comparable(batch, item, field));
    }

    Find by(@Nullable String field) {
      return Find.by(finds, field);
    }

    Find byMatchField(Batch batch) {
      return by(batch.items().isEmpty() ? null : batch.items().getFirst().matchField());
    }

    int findableAfter() {
      return finds.stream().mapToInt(Find::findableAfter).max().orElse(0);
    }

    /** Why an item cannot be written; null if it can. */
    @Nullable Outcome refusal(Batch batch, Item item) {
      boolean known = item.vendorId() != null;
      Outcome refusal = by(item.matchField()).request().refusal(batch, item);
      for (String field : known ? List.<String>of() : batch.furtherMatches()) {
        refusal = refusal == null ? by(field).refusal(batch, item, field) : refusal;
      }
      if (refusal == null) {
        refusal = update.request().refusal(batch, known ? item : withSomeId(item));
      }
      boolean creates = !known && batch.mode() != Mode.UPDATE_ONLY;
      return refusal == null && creates
          ? creation(batch).request().refusal(batch, item.whole())
          : refusal;
    }
  }

  /**
   * A removal.
   *
   * @param byVendorId whether the request names an item by the vendor's id
   * @param searches whether an item without this id is searched for
   */
  record Remove(Write request, boolean byVendorId, boolean searches) {}

  /** The question for the result of a job that a request of items has submitted. */
  record ResultQuestion(RequestTemplate request, Answers answers) {
    /**
     * @param batch the items of the job that have no result yet
     */
    Call call(Batch batch, String job) {
      return new Call(
          request.request(batch.target(), Values.of(batch).ofJob(job)),
          batch.items(),
          answers.result(job, batch.items().size()));
    }
  }

  /** The search for a place, and its creation. */
  record PlaceRequests(
      TextTemplate name,
      RequestTemplate search,
      SearchAnswers found,
      @Nullable RequestTemplate create,
      @Nullable SearchAnswers created) {

    Place place(Batch batch) {
      Values values = Values.of(batch);
      return new Place(
          name.text(values),
          "ID",
          new Place.Step(
              search.request(batch.target(), values),
              (answer, now) -> found.finding(batch, answer, now)),
          creation(batch, values));
    }

    /** Null also if a setting cannot be in the request: a place that is there needs no creation. */
    private Place.@Nullable Step creation(Batch batch, Values values) {
      RequestTemplate request = create;
      SearchAnswers answers = created;
      if (request == null || answers == null) {
        return null;
      }
      try {
        return new Place.Step(
            request.request(batch.target(), values),
            (answer, now) -> answers.finding(batch, answer, now));
      } catch (UnfitValue unfit) {
        return null;
      }
    }
  }

  /**
   * A field that the vendor must have before an item with a value of it is written. It is searched
   * for, and created if it is missing.
   */
  record OwnField(String name, PlaceRequests requests) {

    Place requirement(Batch batch) {
      Place place = requests.place(batch);
      Place.Step creation = place.creation();
      return new Place(
          place.name(),
          name,
          explained(place.search(), batch.object()),
          creation == null
              ? null
              : explained(
                  new Place.Step(
                      creation.request(),
                      (answer, now) -> allowed(creation.reading().finding(answer, now))),
                  batch.object()));
    }

    /** The vendor has accepted the credentials for the search. They only lack a right. */
    private static Finding allowed(Finding created) {
      return created instanceof Finding.Failed(Outcome.Unauthorised(String words))
          ? new Finding.Failed(new Outcome.Misconfigured(words))
          : created;
    }

    private Place.Step explained(Place.Step step, String object) {
      return new Place.Step(
          step.request(),
          (answer, now) ->
              switch (step.reading().finding(answer, now)) {
                case Finding.Refused(String words) -> new Finding.Refused(words(object, words));
                case Finding.Failed(Outcome.Misconfigured(var setting, String words)) ->
                    new Finding.Failed(new Outcome.Misconfigured(setting, words(object, words)));
                case Finding finding -> finding;
              });
    }

    private String words(String object, String vendor) {
      return ("Tributary needs the field %s of %s, and cannot find or create it. Create it as a"
              + " field of texts, or use credentials that may create it. The vendor's answer: %s")
          .formatted(name, object, vendor);
    }
  }

  /** The fields of its own that Tributary needs before a batch is written. */
  List<Place> requirements(Batch batch) {
    return batch.operation() == Batch.Operation.REMOVE
        ? List.of()
        : own.stream()
            .filter(field -> batch.items().stream().anyMatch(item -> item.uses(field.name())))
            .map(field -> field.requirement(batch))
            .toList();
  }

  /** Whether a write of a record whose id is known only updates this record. */
  boolean updatesById() {
    return found != null || update != null;
  }

  Protocol protocol(Batch batch) {
    Protocol.Job large = job == null ? null : job.job(batch);
    if (large != null) {
      return large;
    }
    return batch.operation() == Batch.Operation.REMOVE ? removal(batch) : writing(batch);
  }

  private Protocol writing(Batch batch) {
    if (found != null) {
      return search(found, batch, items -> found.byMatchField(batch).lookup(batch, items));
    }
    FindThenWrite nameless = identified;
    if (nameless != null && batch.items().stream().anyMatch(ObjectRequests::isRenamed)) {
      return search(
          nameless, batch, items -> knownAs(nameless.byMatchField(batch), batch, items, null));
    }
    if (former != null) {
      return former.writing(batch);
    }
    Map<String, Outcome> decided = new HashMap<>();
    List<Call> calls = new ArrayList<>();
    if (update == null || batch.mode() == Mode.CREATE_ONLY) {
      calls.addAll(calls(write, batch, batch.items(), decided));
    } else {
      Map<Boolean, List<Item>> known =
          batch.items().stream()
              .collect(Collectors.partitioningBy(item -> item.vendorId() != null));
      List<Item> once = once(known.getOrDefault(true, List.of()), decided);
      calls.addAll(calls(update, batch, once, decided));
      calls.addAll(calls(write, batch, known.getOrDefault(false, List.of()), decided));
    }
    return new Protocol.DirectCalls(calls, decided);
  }

  /** Whether the vendor has the record under another match value, and its id is not known. */
  private static boolean isRenamed(Item item) {
    String delivered = item.deliveredAs();
    return item.vendorId() == null && delivered != null && !delivered.equals(item.matchValue());
  }

  /** The first item of each record. Vendors refuse a request that has a record twice. */
  private static List<Item> once(List<Item> items, Map<String, Outcome> decided) {
    Set<String> ids = new HashSet<>();
    List<Item> once = new ArrayList<>(items.size());
    for (Item item : items) {
      if (ids.add(String.valueOf(item.vendorId()))) {
        once.add(item);
      } else {
        decided.put(item.delivery(), TWICE);
      }
    }
    return once;
  }

  private static List<Call> calls(
      @Nullable Write write, Batch batch, List<Item> items, Map<String, Outcome> decided) {
    return write == null || items.isEmpty()
        ? List.of()
        : write.request().calls(batch, items, write.answers(), decided);
  }

  private static Protocol search(
      FindThenWrite found, Batch batch, Protocol.FindThenWrite.Search search) {
    Map<String, Outcome> decided = new HashMap<>();
    for (Item item : batch.items()) {
      Outcome refusal = found.refusal(batch, item);
      if (refusal != null) {
        decided.put(item.delivery(), refusal);
      }
    }
    return new Protocol.FindThenWrite(
        search,
        IntStream.range(0, batch.furtherMatches().size())
            .mapToObj(place -> found.further(batch, place))
            .toList(),
        items -> found.creation(batch).call(batch, items),
        items -> found.update().call(batch, items),
        Duration.ofSeconds(found.findableAfter()),
        decided);
  }

  /**
   * How records are erased; null if there is no request. An erasure that is a removal has the
   * former values, too.
   */
  @Nullable Protocol erasure(Batch batch) {
    if (forget == null) {
      return null;
    }
    return former != null && forget.isOnly(former.remove())
        ? former.removal(batch)
        : forget.protocol(batch);
  }

  private Protocol removal(Batch batch) {
    if (former != null) {
      return former.removal(batch);
    }
    if (remove != null) {
      return removal(remove, batch);
    }
    Map<String, Outcome> decided = new HashMap<>();
    Outcome impossible = new Outcome.Rejected(null, "The connector cannot remove records");
    batch.items().forEach(item -> decided.put(item.delivery(), impossible));
    return new Protocol.DirectCalls(List.of(), decided);
  }

  private Protocol removal(Remove remove, Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    FindThenWrite searched = found == null ? identified : found;
    if (remove.searches() && searched != null) {
      return searchedRemoval(searched, remove.request(), batch);
    }
    List<Item> known = new ArrayList<>();
    for (Item item : batch.items()) {
      if (remove.byVendorId() && item.vendorId() == null) {
        decided.put(item.delivery(), UNKNOWN_ID);
      } else {
        known.add(item);
      }
    }
    Write request = remove.request();
    List<Call> calls =
        known.isEmpty()
            ? List.of()
            : request.request().calls(batch, known, request.answers(), decided);
    return new Protocol.DirectCalls(calls, decided);
  }

  /**
   * A record without a known id can be there, because its creation had no answer. So it is searched
   * for.
   */
  private static Protocol searchedRemoval(FindThenWrite found, Write remove, Batch batch) {
    Map<String, Outcome> decided = new HashMap<>();
    for (Item item : batch.items()) {
      boolean known = item.vendorId() != null;
      Outcome unfit = remove.request().refusal(batch, known ? item : withSomeId(item));
      Outcome refusal =
          unfit == null && !known
              ? found.by(item.matchField()).request().refusal(batch, asKnown(item))
              : unfit;
      if (refusal != null) {
        decided.put(item.delivery(), refusal);
      }
    }
    return new Protocol.FindThenWrite(
        items -> searchOrDone(found.byMatchField(batch), batch, items),
        // A preview shows it. Items that are not there need no request.
        new Removal(remove, batch, ObjectRequests::withSomeId),
        new Removal(remove, batch, UnaryOperator.identity()),
        Duration.ofSeconds(found.findableAfter()),
        decided);
  }

  /** The search for items to remove, by the values that the destination has. */
  static Protocol.Lookup searchOrDone(Find find, Batch batch, List<Item> items) {
    return knownAs(find, batch, items, new Outcome.Delivered(null));
  }

  /**
   * The search for items by the match values that the vendor knows.
   *
   * @param lacking the outcome of items that the vendor certainly lacks; null to write them
   */
  private static Protocol.Lookup knownAs(
      Find find, Batch batch, List<Item> items, @Nullable Outcome lacking) {
    Protocol.Lookup lookup =
        find.lookup(batch, items.stream().map(ObjectRequests::asKnown).toList());
    return new Protocol.Lookup(
        lookup.request(),
        (answer, now) ->
            absent(
                lookup.reading().matches(answer, now), items, find.findableAfter(), now, lacking));
  }

  /**
   * Items that are not found wait, until the search certainly finds what was created before their
   * present content was desired.
   */
  private static Matches absent(
      Matches matches,
      List<Item> items,
      int findableAfter,
      Instant now,
      @Nullable Outcome lacking) {
    if (!(matches instanceof Matches.Found(Map<String, String> ids, var refused))) {
      return matches;
    }
    Map<String, Outcome> decided = new HashMap<>(refused);
    for (Item item : items) {
      Instant findable = item.since().plusSeconds(findableAfter);
      if (ids.containsKey(item.delivery())) {
        continue;
      }
      if (now.isBefore(findable)) {
        decided.putIfAbsent(
            item.delivery(),
            new Outcome.Transient("A search may not find this record yet", findable));
      } else if (lacking != null) {
        decided.putIfAbsent(item.delivery(), lacking);
      }
    }
    return new Matches.Found(ids, decided);
  }

  /** The item with the match value that the destination has. */
  static Item asKnown(Item item) {
    String delivered = item.deliveredAs();
    return delivered == null ? item : ItemBuilder.builder(item).matchValue(delivered).build();
  }

  private static Item withSomeId(Item item) {
    return ItemBuilder.builder(item).vendorId("ID").build();
  }
}
