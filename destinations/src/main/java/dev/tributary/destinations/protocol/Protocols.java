package dev.tributary.destinations.protocol;

import dev.tributary.destinations.claim.RecordClaims;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.schema.ListQuestion;
import dev.tributary.destinations.schema.VendorFields;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out, prints and tests what connectors decide. Thread-safe. */
public final class Protocols {
  /** Previews show this text in the place of our name of a job. */
  private static final String OUR_NAME = "NAME_OF_JOB";

  private static final String VENDORS_NAME = "ID_OF_JOB";

  /** In the place of the id of a record that a search would find. */
  private static final String FOUND = "ID_OF_RECORD";

  private static final String OTHER_JOB = "Another job has the records before this one";

  /** Of a row that a job leaves out. */
  public static final String LEFT_OUT = "Another batch has this record than the job before";

  private static final String OTHER_PARTS = "The records before this one are sent without a job";

  /** A page that is read without HTTP counts as one request without a body. */
  private static final Egress.Request OVER_CONNECTION =
      new Egress.Request("GET", URI.create("/"), Map.of(), null);

  private final Clock clock;
  private final Sessions sessions;
  private final @Nullable VendorFields fields;
  private final RecordClaims claims;
  private final String account;

  /**
   * @param place null if the batch needs none
   * @param required what the vendor must have besides
   */
  private record PlaceDecision(@Nullable Place place, List<Place> required) {
    PlaceDecision {
      if (place != null && !required.isEmpty()) {
        throw new IllegalArgumentException("A batch has a place or requirements, not both");
      }
    }
  }

  /**
   * The decision of a connector about an erasure.
   *
   * @param place null if the batch needs none
   * @param isPossible whether the connector has requests for it
   */
  private record Erasure(@Nullable Place place, boolean isPossible) {}

  /**
   * @param clock for signatures, and for answers that say how long to wait
   */
  public Protocols(Clock clock) {
    this(clock, Sessions.NONE);
  }

  /**
   * @param sessions for connectors whose credentials are not sent with each request
   */
  public Protocols(Clock clock, Sessions sessions) {
    this(clock, sessions, null);
  }

  /**
   * @param sessions for connectors whose credentials are not sent with each request
   * @param fields compares items with the fields of the vendor before they are written; null to
   *     compare nothing
   */
  public Protocols(Clock clock, Sessions sessions, @Nullable VendorFields fields) {
    this(clock, sessions, fields, RecordClaims.NONE);
  }

  /**
   * @param sessions for connectors whose credentials are not sent with each request
   * @param fields compares items with the fields of the vendor before they are written; null to
   *     compare nothing
   * @param claims of records that further match fields find
   */
  public Protocols(
      Clock clock, Sessions sessions, @Nullable VendorFields fields, RecordClaims claims) {
    this(clock, sessions, fields, claims, "");
  }

  private Protocols(
      Clock clock,
      Sessions sessions,
      @Nullable VendorFields fields,
      RecordClaims claims,
      String account) {
    this.clock = clock;
    this.sessions = sessions;
    this.fields = fields;
    this.claims = claims;
    this.account = account;
  }

  /**
   * For batches of one account: fields that were read for another account say nothing about them.
   *
   * @param name an opaque name of the account and its credentials
   */
  public Protocols ofAccount(String name) {
    return new Protocols(clock, sessions, fields, claims, name);
  }

  /**
   * For a batch whose account belongs to one consent of a user.
   *
   * @param grant the number of the consent; null if the batch may use any
   */
  public Protocols ofGrant(@Nullable Long grant) {
    return grant == null
        ? this
        : new Protocols(clock, new Sessions.OfGrant(sessions, grant), fields, claims, account);
  }

  /** Headers of a connector's requests that have credentials, in lower case. */
  public static Set<String> secretHeaders(Connector connector) {
    return connector.authentications().stream()
        .flatMap(authentication -> Credentials.secretHeaders(authentication).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Sends a batch. An exception of a transaction passes through. After any other exception of the
   * connector, the items are sent later, unless they were in the request whose answer it reads.
   *
   * @param target the destination with its secrets; the batch has none
   * @param places of the account that the secrets belong to
   * @param log records the job, if the connector decides for one
   * @return one outcome per item, in the order of the batch; {@link Outcome.Submitted} for each
   *     item that is in the recorded job
   */
  public List<Outcome> send(
      Connector connector, Batch batch, Target target, Egress egress, Places places, JobLog log) {
    AuthenticatedEgress authenticated = authenticated(connector, target, egress);
    Optional<PlaceDecision> decision =
        ConnectorCode.result(
            target, () -> new PlaceDecision(connector.place(batch), connector.requirements(batch)));
    if (decision.isEmpty()) {
      return batch.each(ConnectorCode.UNDECIDED);
    }
    Place place = decision.get().place();
    Function<Batch, List<Outcome>> sending =
        checked -> fitting(connector, checked, authenticated, places, log);
    List<Place> required = decision.get().required();
    Function<Batch, List<Outcome>> prepared =
        required.isEmpty()
            ? sending
            : some -> new RequiredPlaces(required, places, authenticated).send(some, sending);
    return place == null
        ? prepared.apply(batch)
        : new PlacedBatch(place, places, authenticated).send(batch, prepared);
  }

  /** Sends the items that fit the fields of the vendor, as far as these are known. */
  private List<Outcome> fitting(
      Connector connector,
      Batch batch,
      AuthenticatedEgress authenticated,
      Places places,
      JobLog log) {
    Map<String, Outcome> refused =
        fields == null || batch.operation() == Batch.Operation.REMOVE
            ? Map.of()
            : ConnectorCode.result(
                    authenticated.target(),
                    () -> fields.refused(connector, batch, account, sendingWithin(authenticated)))
                .orElse(Map.of());
    String space =
        ConnectorCode.result(
                authenticated.target(), () -> connector.space(batch.object(), batch.syncSettings()))
            .orElse(batch.object());
    if (refused.isEmpty()) {
      return sent(connector::protocol, space, batch, authenticated, places, log);
    }
    List<Item> open =
        batch.items().stream().filter(item -> !refused.containsKey(item.delivery())).toList();
    Iterator<Outcome> outcomes =
        open.isEmpty()
            ? Collections.emptyIterator()
            : sent(connector::protocol, space, batch.part(open), authenticated, places, log)
                .iterator();
    return batch.items().stream()
        .map(item -> {
          Outcome outcome = refused.get(item.delivery());
          return outcome == null ? outcomes.next() : outcome;
        })
        .toList();
  }

  private static VendorFields.Sending sendingWithin(AuthenticatedEgress egress) {
    return (request, time) -> egress.within(time).send(request);
  }

  /**
   * The fields of an object at the vendor, or the values of a setting, for a user.
   *
   * @param target the destination with its secrets
   * @return empty if the connector has failed to say how they are read
   */
  public Optional<VendorFields.Listed> listed(
      Connector connector, Target target, ListQuestion question, Egress egress) {
    VendorFields reading = Objects.requireNonNull(fields);
    return ConnectorCode.result(
        target,
        () ->
            reading.listed(
                connector,
                target.withoutSecrets(),
                question,
                account,
                sendingWithin(authenticated(connector, target, egress))));
  }

  /**
   * The same without a ledger: a job of this batch is not taken over by another worker.
   *
   * @param places of the account that the secrets belong to
   */
  public List<Outcome> send(
      Connector connector, Batch batch, Target target, Egress egress, Places places) {
    return send(connector, batch, target, egress, places, JobLog.unrecorded(clock.instant()));
  }

  /**
   * Erases the records of a batch for good, by each value under which the vendor may know them. An
   * item is erased when all its requests have succeeded. Nothing calls it in production yet.
   *
   * @param batch of the operation {@link Batch.Operation#REMOVE}
   * @param target the destination with its secrets; the batch has none
   * @return one outcome per item, in the order of the batch
   * @throws UnsupportedOperationException if the connector has no request for it
   */
  public List<Outcome> forget(Connector connector, Batch batch, Target target, Egress egress) {
    Optional<Erasure> known =
        ConnectorCode.result(
            target, () -> new Erasure(connector.place(batch), connector.forget(batch) != null));
    if (known.isEmpty()) {
      return batch.each(ConnectorCode.UNDECIDED);
    }
    if (!known.get().isPossible()) {
      throw new UnsupportedOperationException(
          "The connector %s erases no %s".formatted(connector.manifest().id(), batch.object()));
    }
    AuthenticatedEgress authenticated = authenticated(connector, target, egress);
    Function<Batch, List<Outcome>> sending =
        some ->
            sent(
                each -> Objects.requireNonNull(connector.forget(each)),
                batch.object(),
                some,
                authenticated,
                Places.NONE,
                JobLog.unrecorded(clock.instant()));
    Place place = known.get().place();
    return erased(
        batch,
        place == null
            ? sending
            : some -> new PlacedBatch(place, Places.NONE, authenticated).send(some, sending));
  }

  /**
   * Erases the records of a batch by each value under which the vendor may know them.
   *
   * @param sending erases one record for each item of a batch
   * @return one outcome per item, in the order of the batch: the first that is no success; {@link
   *     Outcome.Accepted} if the vendor only confirms that it has received one of the requests
   */
  private static List<Outcome> erased(Batch batch, Function<Batch, List<Outcome>> sending) {
    List<Outcome> outcomes = new ArrayList<>(sending.apply(batch));
    @Nullable Outcome unsent = BatchRun.unsentAfter(outcomes);
    outcomes.replaceAll(Protocols::ofErasure);
    List<List<String>> others = batch.items().stream().map(Protocols::otherValues).toList();
    int rounds = others.stream().mapToInt(List::size).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      List<Integer> indexes = new ArrayList<>();
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        if (round < others.get(i).size() && succeeded(outcomes.get(i))) {
          indexes.add(i);
          items.add(named(batch.items().get(i), others.get(i).get(round)));
        }
      }
      if (items.isEmpty()) {
        continue;
      }
      List<Outcome> result =
          unsent == null ? sending.apply(batch.part(items)) : batch.of(items).each(unsent);
      unsent = BatchRun.unsentAfter(result);
      for (int i = 0; i < indexes.size(); i++) {
        Outcome outcome = ofErasure(result.get(i));
        if (!(outcome instanceof Outcome.Delivered)) {
          outcomes.set(indexes.get(i), outcome);
        }
      }
    }
    return List.copyOf(outcomes);
  }

  /** A record that the vendor lacks is erased. Nobody asks for the result of a job. */
  private static Outcome ofErasure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Missing missing -> new Outcome.Delivered(null);
      case Outcome.Submitted submitted -> new Outcome.Accepted(null);
      default -> outcome;
    };
  }

  private static boolean succeeded(Outcome outcome) {
    return outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Accepted;
  }

  /**
   * The values besides the one by which a removal names the item. A removal names a known item by
   * its id. The vendor may have its values under another id, after it has merged records.
   */
  private static List<String> otherValues(Item item) {
    String delivered = item.deliveredAs();
    String named = delivered == null ? item.matchValue() : delivered;
    return Stream.concat(Stream.of(named, item.matchValue()), item.formerMatchValues().stream())
        .distinct()
        .filter(value -> item.vendorId() != null || !value.equals(named))
        .toList();
  }

  private static Item named(Item item, String value) {
    return ItemBuilder.builder(item)
        .matchValue(value)
        .deliveredAs(null)
        .vendorId(null)
        .formerMatchValues(List.of())
        .build();
  }

  /**
   * Continues a job that was recorded before: polls it, reads its results, or begins it again. A
   * job for which the connector has no steps waits until its deadline.
   *
   * @param batch the items of the job that have no result yet
   * @param target the destination with its secrets; the batch has none
   * @return one outcome per item; {@link Outcome.Submitted} for each item that stays in the job
   */
  public List<Outcome> resume(
      Connector connector, Batch batch, RecordedJob job, Target target, Egress egress, JobLog log) {
    AuthenticatedEgress authenticated = authenticated(connector, target, egress);
    Instant now = clock.instant();
    String words = "The job %s waits".formatted(job.id());
    List<Outcome> stay =
        batch.each(
            now.isAfter(job.deadlineAt())
                ? new Outcome.Ambiguous(words)
                : new Outcome.Submitted(job.id(), now, words));
    return ConnectorCode.result(target, () -> connector.job(batch))
        .map(steps -> {
          try {
            return new JobRun(authenticated, log, steps, batch).resume(job);
          } catch (JobLost e) {
            return stay;
          }
        })
        .orElse(stay);
  }

  /**
   * The result of a batch that was sent in parts.
   *
   * @param outcomes one per item, in the order of the batch
   * @param parts the number of the part that each item was in, ascending from 0
   */
  public record Parts(List<Outcome> outcomes, List<Integer> parts) {}

  /**
   * Sends a batch, in as many parts as the limits of its object require. Each part has a key of its
   * own. After a part that was not answered, or whose answer concerns the whole destination,
   * nothing more is sent. An item that is larger than the limits allow is rejected, and not sent. A
   * job has the items of one part: the items of the other parts are held back.
   *
   * @param target the destination with its secrets; the batch has none
   * @param log records the job, if the connector decides for one
   */
  public Parts sendInParts(
      Connector connector, Batch batch, Target target, Egress egress, Places places, JobLog log) {
    BatchParts cut = BatchParts.of(connector, batch);
    List<Outcome> outcomes = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    @Nullable Outcome unsent = null;
    OnlyJob jobs = new OnlyJob(log);
    for (int part = 0; part < cut.parts().size(); part++) {
      Batch some = cut.parts().get(part);
      Outcome decided = cut.refused(some);
      List<Outcome> result;
      if (decided != null) {
        result = some.each(decided);
      } else if (unsent != null) {
        result = some.each(unsent);
      } else {
        result = send(connector, some, target, egress, places, jobs);
        unsent = jobs.begun ? heldBack() : BatchRun.unsentAfter(result);
        jobs.directly = true;
      }
      outcomes.addAll(result);
      parts.addAll(Collections.nCopies(some.items().size(), part));
    }
    return new Parts(outcomes, parts);
  }

  private Outcome heldBack() {
    return new Outcome.HeldBack(clock.instant(), OTHER_JOB);
  }

  /**
   * Allows one job for a batch, and none after a part that was sent without a job: the ledger
   * releases all rows that are not in the job.
   */
  private final class OnlyJob implements JobLog {
    private final JobLog log;
    private boolean begun;

    /** Whether a part was sent without a job. */
    private boolean directly;

    OnlyJob(JobLog log) {
      this.log = log;
    }

    @Override
    public RecordedJob begin(Batch batch, Duration deadline) throws JobLost {
      if (directly) {
        throw new JobHeldBack(OTHER_PARTS, clock.instant());
      }
      begun = true;
      return log.begin(batch, deadline);
    }

    @Override
    public void record(RecordedJob job) throws JobLost {
      log.record(job);
    }

    @Override
    public boolean needsIds(RecordedJob job) {
      return log.needsIds(job);
    }

    @Override
    public void heard(Outcome outcome) {
      log.heard(outcome);
    }
  }

  /**
   * Asks for the result of a job that has the items of a batch. An exception of the connector
   * passes through.
   *
   * @param target the destination with its secrets; the batch has none
   * @return one outcome per item; {@link Outcome.Ambiguous} if there is no answer yet
   */
  public List<Outcome> ask(
      Connector connector, Batch batch, String job, Target target, Egress egress) {
    BatchRun run = new BatchRun(authenticated(connector, target, egress));
    run.ask(connector.question(batch, job));
    return run.outcomes(batch);
  }

  /**
   * @param source returns how a batch is sent
   * @param space of its records
   */
  private List<Outcome> sent(
      Function<Batch, Protocol> source,
      String space,
      Batch batch,
      AuthenticatedEgress authenticated,
      Places places,
      JobLog log) {
    return ConnectorCode.result(authenticated.target(), () -> source.apply(batch))
        .map(protocol -> sent(protocol, source, space, batch, authenticated, places, log))
        .orElseGet(() -> batch.each(ConnectorCode.UNDECIDED));
  }

  private List<Outcome> sent(
      Protocol protocol,
      Function<Batch, Protocol> source,
      String space,
      Batch batch,
      AuthenticatedEgress authenticated,
      Places places,
      JobLog log) {
    return switch (protocol) {
      case Protocol.DirectCalls direct -> {
        BatchRun run = new BatchRun(authenticated);
        run.send(direct);
        sendAgain(source, batch, authenticated.target(), run);
        yield run.outcomes(batch);
      }
      case Protocol.FindThenWrite search ->
          new FindThenWriteRun(authenticated, search, claims, space).send(batch);
      case Protocol.ResolveThenSend resolving ->
          new ResolveThenSendRun(authenticated, resolving, places).send(batch);
      case Protocol.Job steps -> {
        Batch inJob = withoutThose(batch, steps.leftOut());
        try {
          yield withLeftOut(
              batch,
              steps.leftOut(),
              new JobRun(authenticated, log, steps, inJob).start(),
              new Outcome.HeldBack(authenticated.now(), LEFT_OUT));
        } catch (JobHeldBack e) {
          yield batch.each(new Outcome.HeldBack(e.until(), String.valueOf(e.getMessage())));
        } catch (JobLost e) {
          yield batch.each(new Outcome.Transient("The job is not recorded", null));
        }
      }
      case Protocol.Transaction(List<Egress.Exchange> statements, Protocol.Commit commit) -> {
        List<Outcome> outcomes = commit.commit(authenticated.target(), authenticated.egress());
        statements.forEach(statement -> authenticated.egress().note(answered(statement, outcomes)));
        yield IntStream.range(0, outcomes.size()).mapToObj(i -> outcomes.get(i).at(i)).toList();
      }
    };
  }

  private static Batch withoutThose(Batch batch, Set<String> leftOut) {
    return leftOut.isEmpty()
        ? batch
        : batch.part(
            batch.items().stream().filter(item -> !leftOut.contains(item.delivery())).toList());
  }

  /** One outcome per item of the batch, in its order. */
  private static List<Outcome> withLeftOut(
      Batch batch, Set<String> leftOut, List<Outcome> ofJob, Outcome ofOthers) {
    Iterator<Outcome> next = ofJob.iterator();
    return batch.items().stream()
        .map(item -> leftOut.contains(item.delivery()) ? ofOthers : next.next())
        .toList();
  }

  /** Items whose id is gone are sent once more without it, with all fields, as if they were new. */
  private static void sendAgain(
      Function<Batch, Protocol> source, Batch batch, Target target, BatchRun run) {
    List<Item> gone =
        batch.items().stream()
            .filter(item -> run.outcome(item) instanceof Outcome.Missing)
            .filter(item -> item.vendorId() != null)
            .map(item -> ItemBuilder.builder(item.whole()).vendorId(null).deliveredAs(null).build())
            .toList();
    if (!gone.isEmpty()) {
      ConnectorCode.result(target, () -> source.apply(batch.of(gone)))
          .ifPresent(protocol -> {
            if (protocol instanceof Protocol.DirectCalls again) {
              run.send(again);
            }
          });
    }
  }

  private static Egress.Exchange answered(Egress.Exchange statement, List<Outcome> outcomes) {
    List<String> failures =
        outcomes.stream()
            .filter(outcome -> !(outcome instanceof Outcome.Delivered))
            .map(Outcome::words)
            .toList();
    String number =
        "%d of %d delivered".formatted(outcomes.size() - failures.size(), outcomes.size());
    return new Egress.Exchange(
        statement.method(),
        statement.target(),
        statement.headers(),
        statement.body(),
        null,
        Map.of(),
        failures.isEmpty() ? number : number + ". " + failures.getFirst());
  }

  /**
   * The requests that {@link #send} would send for this batch, with secrets masked. Nothing is
   * sent.
   *
   * @param target the destination with its secrets; the batch has none
   */
  public List<Egress.Exchange> preview(Connector connector, Batch batch, Target target) {
    Decided decided = decided(connector, batch);
    SecretMasking masking = new SecretMasking(target.secrets().values(), secretHeaders(connector));
    List<Egress.Exchange> shown = new ArrayList<>();
    for (Egress.Request request : decided.requests()) {
      shown.add(
          masking.exchange(
              Credentials.added(
                  connector.authentication(target, request), target, request, clock.instant())));
    }
    decided.statements().forEach(statement -> shown.add(masking.mask(statement)));
    return shown;
  }

  /**
   * The number of requests that {@link #send} would send for this batch if the vendor lacked each
   * item without an id, or had each one that is only updated; searches by further match fields
   * count. Statements of a transaction do not count.
   */
  public int requests(Connector connector, Batch batch) {
    return decided(connector, batch).requests().size();
  }

  /**
   * The requests of a batch, as far as they are known before any answer.
   *
   * @param requests as {@link #requests} counts them, without the searches of places and of {@link
   *     Connector#requirements}: their ids are remembered
   * @param refused the outcomes of items that are in no request, by {@link Item#delivery}
   */
  public record Expected(int requests, Map<String, Outcome> refused) {
    public Expected {
      refused = Map.copyOf(refused);
    }
  }

  /**
   * The requests of {@link #sendInParts} for this batch, if the vendor lacked each item without an
   * id, or had each one that is only updated. Items that a job leaves out are in a batch of their
   * own. If the connector fails, all items are refused.
   */
  public Expected expected(Connector connector, Batch batch) {
    int requests = 0;
    Map<String, Outcome> refused = new HashMap<>();
    Batch next = batch;
    while (!next.items().isEmpty()) {
      Batch present = next;
      Optional<Decided> decided =
          ConnectorCode.result(batch.target(), () -> atKnownPlaces(connector, present));
      if (decided.isEmpty()) {
        present.items().forEach(item -> refused.put(item.delivery(), ConnectorCode.UNDECIDED));
        break;
      }
      requests += decided.get().requests().size();
      refused.putAll(decided.get().refused());
      Set<String> leftOut = decided.get().leftOut();
      List<Item> rest =
          present.items().stream().filter(item -> leftOut.contains(item.delivery())).toList();
      if (rest.size() == present.items().size()) {
        // A job that has no item at all would be decided again and again.
        Outcome heldBack = new Outcome.HeldBack(clock.instant(), LEFT_OUT);
        rest.forEach(item -> refused.put(item.delivery(), heldBack));
        break;
      }
      next = present.part(rest);
    }
    return new Expected(requests, refused);
  }

  /**
   * Whether {@link #sendInParts} sends each part of a batch in a job that is recorded before its
   * first request.
   *
   * @return false also if the connector fails for a part, or if no part is sent
   */
  public boolean isJob(Connector connector, Batch batch) {
    BatchParts cut = BatchParts.of(connector, batch);
    List<Batch> sent = cut.parts().stream().filter(part -> cut.refused(part) == null).toList();
    return !sent.isEmpty() && sent.stream().allMatch(part -> isOneJob(connector, part));
  }

  private static boolean isOneJob(Connector connector, Batch batch) {
    return ConnectorCode.result(
            batch.target(),
            () -> {
              Place place = connector.place(batch);
              return connector.protocol(place == null ? batch : batch.at(place.placeholder()));
            })
        .filter(Protocol.Job.class::isInstance)
        .isPresent();
  }

  /**
   * The decision of a connector about a batch.
   *
   * @param refused the outcomes of items that are in no request, by {@link Item#delivery}
   * @param leftOut items that a job leaves for another batch, by {@link Item#delivery}
   */
  private record Decided(
      List<Egress.Request> requests,
      List<Egress.Exchange> statements,
      Map<String, Outcome> refused,
      Set<String> leftOut) {
    Decided() {
      this(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashSet<>());
    }

    private void refuse(Map<String, Outcome> decided) {
      decided.forEach((item, outcome) -> {
        if (!(outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Accepted)) {
          refused.put(item, outcome);
        }
      });
    }
  }

  private static Decided decided(Connector connector, Batch batch) {
    Decided all = new Decided();
    Place place = connector.place(batch);
    if (place != null) {
      all.requests.add(place.search().request());
    }
    connector.requirements(batch).forEach(each -> all.requests.add(each.search().request()));
    decideParts(connector, batch, place, all);
    return all;
  }

  /** As if the ids of places were remembered. */
  private static Decided atKnownPlaces(Connector connector, Batch batch) {
    Decided all = new Decided();
    decideParts(connector, batch, connector.place(batch), all);
    return all;
  }

  private static void decideParts(
      Connector connector, Batch batch, @Nullable Place place, Decided all) {
    BatchParts cut = BatchParts.of(connector, batch);
    all.refuse(cut.tooLarge());
    for (Batch part : cut.parts()) {
      if (cut.refused(part) == null) {
        Batch placed = place == null ? part : part.at(place.placeholder());
        decide(connector.protocol(placed), placed, all);
      }
    }
  }

  private static void decide(Protocol protocol, Batch batch, Decided all) {
    switch (protocol) {
      case Protocol.DirectCalls(List<Call> calls, var withoutRequest) -> {
        calls.forEach(call -> all.requests.add(call.request()));
        all.refuse(withoutRequest);
      }
      case Protocol.FindThenWrite search -> {
        all.requests.addAll(requests(search, batch));
        all.refuse(search.decided());
      }
      case Protocol.ResolveThenSend resolving -> {
        all.requests.addAll(ResolveThenSendRun.requests(resolving, batch.items(), FOUND));
        all.refuse(resolving.decided());
      }
      case Protocol.Job job -> {
        all.requests.addAll(requests(job));
        all.leftOut.addAll(job.leftOut());
      }
      case Protocol.Transaction(List<Egress.Exchange> some, var commit) ->
          all.statements.addAll(some);
    }
  }

  /**
   * The searches, then the writes as if the vendor lacked each item without an id. For a sync that
   * only updates, as if the vendor had it, and the last search found it.
   */
  private static List<Egress.Request> requests(Protocol.FindThenWrite search, Batch batch) {
    List<Item> items =
        batch.items().stream()
            .filter(item -> !search.decided().containsKey(item.delivery()))
            .toList();
    List<Item> known = items.stream().filter(item -> item.vendorId() != null).toList();
    List<Item> unknown = items.stream().filter(item -> item.vendorId() == null).toList();
    List<Egress.Request> requests = new ArrayList<>();
    if (!unknown.isEmpty()) {
      requests.add(search.search().of(unknown).request());
    }
    for (Protocol.FindThenWrite.FurtherSearch further : search.further()) {
      List<Item> named =
          unknown.stream().filter(item -> item.furtherMatchValue(further.field()) != null).toList();
      if (!named.isEmpty()) {
        // A value that cannot be in a search has no request, and its item is refused.
        ConnectorCode.result(batch.target(), () -> further.search().of(named).request())
            .ifPresent(requests::add);
      }
    }
    // A removal creates and updates nothing, so no mode keeps it from its record.
    boolean onlyUpdates =
        batch.mode() == Mode.UPDATE_ONLY && batch.operation() == Batch.Operation.WRITE;
    List<Item> updated =
        onlyUpdates
            ? items.stream().map(item -> item.vendorId() == null ? found(item) : item).toList()
            : known;
    if (!updated.isEmpty()) {
      // A connector may refuse an id that looks different from those of its vendor.
      ConnectorCode.result(batch.target(), () -> search.update().calls(updated))
          .ifPresent(calls -> calls.forEach(call -> requests.add(call.request())));
    }
    if (!unknown.isEmpty() && !onlyUpdates) {
      requests.add(search.create().of(unknown.stream().map(Item::whole).toList()).request());
    }
    return requests;
  }

  private static Item found(Item item) {
    return ItemBuilder.builder(item).vendorId(FOUND).build();
  }

  /** All requests of a job that runs without a failure, with placeholders for its names. */
  private static List<Egress.Request> requests(Protocol.Job job) {
    List<Egress.Request> requests = new ArrayList<>();
    requests.add(job.submit().of(OUR_NAME).request());
    job.parts().forEach(part -> requests.add(part.of(VENDORS_NAME).request()));
    if (job.close() != null) {
      requests.add(job.close().of(VENDORS_NAME).request());
    }
    requests.add(job.poll().of(VENDORS_NAME).request());
    job.results().calls().of(VENDORS_NAME).forEach(call -> requests.add(call.request()));
    return requests;
  }

  private AuthenticatedEgress authenticated(Connector connector, Target target, Egress egress) {
    return new AuthenticatedEgress(connector, target, egress, sessions, clock);
  }

  /**
   * Tests a destination, without any change there.
   *
   * @param target with its secrets
   */
  public Probe.Result probe(Connector connector, Target target, Egress egress) {
    return switch (connector.probe(target.withoutSecrets())) {
      case Probe.OfRequest(Egress.Request request, Probe.Reading reading) ->
          probe(
              authenticated(connector, target, egress),
              request,
              (answer, now) -> Probe.Result.of(reading.outcome(answer, now)));
      case Probe.OfAccount(Egress.Request request, Probe.AccountReading reading) ->
          probe(authenticated(connector, target, egress), request, reading);
      case Probe.OfConnection(Probe.Connect connect) ->
          Probe.Result.of(connect.outcome(target, egress));
    };
  }

  /**
   * How to ask the vendor for the use of a budget.
   *
   * @return empty if the vendor cannot tell, or if the connector fails
   */
  public static Optional<Connector.Usage> usage(Connector connector, Target target) {
    return ConnectorCode.result(
            target, () -> Optional.ofNullable(connector.usage(target.withoutSecrets())))
        .flatMap(usage -> usage);
  }

  /**
   * Asks the vendor for the use of a budget. It changes nothing.
   *
   * @param target the destination with its secrets
   * @return empty if there is no answer with the numbers
   */
  public Optional<ReportedUse> reported(
      Connector connector, Connector.Usage usage, Target target, Egress egress) {
    try {
      Egress.Answer answer = authenticated(connector, target, egress).send(usage.request());
      return ConnectorCode.result(target, () -> usage.reading().reported(answer))
          .flatMap(reported -> reported);
    } catch (EgressFailure e) {
      return Optional.empty();
    }
  }

  /**
   * Reads one page of the records that the vendor has, and changes nothing there.
   *
   * @param scope its target has no secrets
   * @param target the destination with its secrets
   */
  public Listing.Page page(Connector connector, Listing.Scope scope, Target target, Egress egress) {
    return ConnectorCode.result(target, () -> connector.listing(scope))
        .map(listing -> page(listing, authenticated(connector, target, egress)))
        .orElse(new Listing.Page.Failed(ConnectorCode.NO_LIST));
  }

  /**
   * Reads the records that have a match value.
   *
   * @param scope without a cursor
   * @param target the destination with its secrets
   */
  public Listing.Page find(
      Connector connector, Listing.Scope scope, String matchValue, Target target, Egress egress) {
    return ConnectorCode.result(target, () -> connector.find(scope, matchValue))
        .map(listing -> page(listing, authenticated(connector, target, egress)))
        .orElse(new Listing.Page.Failed(ConnectorCode.NO_LIST));
  }

  private static Listing.Page page(Listing listing, AuthenticatedEgress egress) {
    Listing.Page unreadable = new Listing.Page.Failed(ConnectorCode.UNREADABLE);
    return switch (listing) {
      case Listing.OfRequest(Egress.Request request, Listing.Reading reading) -> {
        try {
          Egress.Answer answer = egress.send(request);
          yield ConnectorCode.result(egress.target(), () -> reading.page(answer, egress.now()))
              .orElse(unreadable);
        } catch (EgressFailure e) {
          yield new Listing.Page.Failed(e.outcome());
        }
      }
      case Listing.OfConnection(Listing.Read read) -> {
        try {
          egress.egress().takeTurn(OVER_CONNECTION);
          yield ConnectorCode.result(
                  egress.target(), () -> read.page(egress.target(), egress.egress()))
              .orElse(unreadable);
        } catch (EgressFailure e) {
          yield new Listing.Page.Failed(e.outcome());
        }
      }
    };
  }

  private static Probe.Result probe(
      AuthenticatedEgress egress, Egress.Request request, Probe.AccountReading reading) {
    try {
      Egress.Answer answer = egress.send(request);
      return ConnectorCode.result(egress.target(), () -> reading.result(answer, egress.now()))
          .orElse(Probe.Result.of(ConnectorCode.UNREADABLE));
    } catch (EgressFailure e) {
      return Probe.Result.of(e.outcome());
    }
  }
}
