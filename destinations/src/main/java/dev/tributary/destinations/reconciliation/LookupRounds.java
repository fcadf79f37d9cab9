package dev.tributary.destinations.reconciliation;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.Listing.ByMatchValue;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.runtime.threads.PeriodicWork;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks destinations about uncertain deliveries, one record a request: any instance can ask the next
 * question. Records whose object has no such search stay uncertain, and so do events.
 */
public final class LookupRounds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LookupRounds.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final Duration NOTING = Duration.ofSeconds(30);
  private static final int WORKERS = 2;

  /** Pauses after an answer that leaves the delivery uncertain. After the last one, it ends. */
  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1));

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  /** After so many failures in a row, about half a day, a question ends. */
  private static final int MOST_FAILURES = 30;

  /** A version that is lost again and again is left to a user. */
  private static final int MOST_RESENT = 3;

  private final LookupQuestions questions;
  private final ReconciliationRounds.Definitions definitions;
  private final Search search;
  private final UncertainDeliveries deliveries;
  private final Times times;
  private final Clock clock;

  /** By destination, how long it is not asked, because it did not answer. */
  private final Map<DestinationId, Rest> rests = new ConcurrentHashMap<>();

  /** A slow destination has one worker at a time. */
  private final Set<DestinationId> busy = ConcurrentHashMap.newKeySet();

  /** The destination that had the turn before. */
  private String turn = "";

  /** By destination, the delivery after which the next part begins. */
  private final Map<DestinationId, String> places = new ConcurrentHashMap<>();

  private volatile Instant nextNoting = Instant.EPOCH;
  private final List<PeriodicWork> workers =
      IntStream.range(0, WORKERS)
          .mapToObj(n -> PeriodicWork.ofSteps("lookup-" + n, IDLE, this::step))
          .toList();

  /** Reads the records with a match value, within the budgets of the account. */
  @FunctionalInterface
  public interface Search {
    Page find(Catalogue.Sync sync, String matchField, List<String> fields, String matchValue);
  }

  /**
   * @param first how long after an attempt its destination is asked first
   * @param margin is added to the time after which the destination certainly finds a record
   */
  public record Times(Duration first, Duration margin) {
    public static final Times USUAL = new Times(Duration.ofMinutes(1), ReconciliationRounds.MARGIN);
  }

  /**
   * @param failures in a row, of all questions
   */
  private record Rest(Instant until, int failures) {}

  public LookupRounds(
      LookupQuestions questions,
      ReconciliationRounds.Definitions definitions,
      Search search,
      UncertainDeliveries deliveries,
      Times times,
      Clock clock) {
    this.questions = questions;
    this.definitions = definitions;
    this.search = search;
    this.deliveries = deliveries;
    this.times = times;
    this.clock = clock;
  }

  public void start() {
    workers.forEach(PeriodicWork::start);
  }

  @Override
  public void close() {
    workers.forEach(PeriodicWork::close);
  }

  /** Asks the next question that is due. Returns false if none is due, or if a store failed. */
  public boolean step() {
    try {
      if (notes()) {
        note(definitions.read());
      }
      LookupQuestion question = next();
      if (question == null) {
        return false;
      }
      try {
        ask(question, definitions.read());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "The question about %s failed".formatted(question.delivery()), e);
        failed(question, clock.instant());
      } finally {
        busy.remove(question.destination());
      }
      return true;
    } catch (StoreFailure e) {
      LOG.log(Level.WARNING, "Uncertain deliveries cannot be read", e);
      return false;
    }
  }

  private synchronized @Nullable LookupQuestion next() {
    Instant now = clock.instant();
    Set<DestinationId> without = new HashSet<>(busy);
    rests.forEach((destination, rest) -> {
      if (rest.until().isAfter(now)) {
        without.add(destination);
      }
    });
    LookupQuestion question = questions.lease(turn, without).orElse(null);
    if (question != null) {
      turn = question.destination().value();
      busy.add(question.destination());
    }
    return question;
  }

  private synchronized boolean notes() {
    Instant now = clock.instant();
    if (now.isBefore(nextNoting)) {
      return false;
    }
    nextNoting = now.plus(NOTING);
    return true;
  }

  /** Looks at one part of each destination. */
  private void note(Catalogue catalogue) {
    for (Catalogue.Destination destination : catalogue.destinations().values()) {
      List<String> objects =
          destination.connector().manifest().objects().stream()
              .filter(object -> object.kind() == ObjectType.Kind.RECORD)
              .map(ObjectType::name)
              .filter(name -> destination.connector().findsByMatchValue(name) != null)
              .toList();
      if (!objects.isEmpty()) {
        String last =
            questions.note(
                destination.workspace(),
                destination.id(),
                objects,
                places.getOrDefault(destination.id(), ""),
                times.first());
        places.compute(destination.id(), (_, _) -> last);
      }
    }
    places.keySet().retainAll(catalogue.destinations().keySet());
    rests.keySet().retainAll(catalogue.destinations().keySet());
    questions.forget();
  }

  private void ask(LookupQuestion question, Catalogue catalogue) {
    Catalogue.Sync sync = catalogue.sync(question.sync()).orElse(null);
    if (sync == null && catalogue.kept().contains(question.sync())) {
      questions.postpone(question, LONGEST_WAIT, false);
      return;
    }
    UncertainRecord record = sync == null ? null : questions.record(question).orElse(null);
    ByMatchValue found =
        sync == null
            ? null
            : sync.destination().connector().findsByMatchValue(sync.object().name());
    FieldMapping match = sync == null ? null : sync.spec().match();
    if (sync == null
        || record == null
        || found == null
        || match == null
        || !sync.workspace().equals(question.workspace())
        || !sync.destination().id().equals(question.destination())
        || !sync.space().equals(record.space())) {
      questions.close(question);
      return;
    }
    Instant now = clock.instant();
    List<String> fields = new ArrayList<>();
    record.fields().fieldNames().forEachRemaining(fields::add);
    fields.remove(match.field());
    switch (search.find(sync, match.field(), fields, record.key())) {
      case Page.Failed(Outcome outcome) -> react(question, outcome);
      case Page.Records(List<Listed> records, var next) -> {
        rests.remove(question.destination());
        decide(question, record, sync, found, records, now);
      }
    }
  }

  /**
   * @param asked before the request was sent
   */
  private void decide(
      LookupQuestion question,
      UncertainRecord record,
      Catalogue.Sync sync,
      ByMatchValue found,
      List<Listed> records,
      Instant asked) {
    Instant certainAt = certainAt(question, sync, found);
    boolean certain = certainAt != null && !asked.isBefore(certainAt);
    switch (LookupDecision.of(record, records, found, terms(sync, found), certain)) {
      case LookupDecision.Arrived(var vendorId) -> {
        if (deliveries.arrived(
            question.workspace(),
            question.delivery(),
            question.version(),
            question.since(),
            vendorId)) {
          log(question, "is delivered, as the answer of its destination shows");
        }
        questions.close(question);
      }
      case LookupDecision.SendAgain(var vendorId) when question.resent() < MOST_RESENT -> {
        questions.sendAgain(question, vendorId);
        log(question, "is sent again, after an answer of its destination");
      }
      case LookupDecision.SendAgain again -> questions.close(question);
      case LookupDecision.Open() -> later(question, certainAt, asked);
    }
  }

  private static void log(LookupQuestion question, String words) {
    LOG.log(Level.INFO, () -> "The uncertain delivery %s %s".formatted(question.delivery(), words));
  }

  private static LookupDecision.Terms terms(Catalogue.Sync sync, ByMatchValue found) {
    FieldMapping match = sync.spec().match();
    return new LookupDecision.Terms(
        sync.destination().connector().manifest().effectClass(sync.object().name()),
        sync.spec().mode(),
        sync.destination().spec().settings().path("delivery").asText("").equals("at-most-once"),
        match != null && found.ignoreCase().contains(match.field()));
  }

  /** The time from which a record that the attempt has written is found; null if never. */
  private @Nullable Instant certainAt(
      LookupQuestion question, Catalogue.Sync sync, ByMatchValue found) {
    Duration after = found.certainAfter();
    // One search by one field does not show that the record is not there under another one.
    return after == null || !sync.furtherMatches().isEmpty()
        ? null
        : question.since().plus(sync.object().settle()).plus(after).plus(times.margin());
  }

  private void later(LookupQuestion question, @Nullable Instant certainAt, Instant now) {
    if (certainAt != null && now.isBefore(certainAt)) {
      questions.askAgain(question, Duration.between(now, certainAt));
    } else if (question.asked() < PAUSES.size()) {
      questions.askAgain(question, PAUSES.get(question.asked()));
    } else {
      questions.close(question);
    }
  }

  private void react(LookupQuestion question, Outcome outcome) {
    Instant now = clock.instant();
    switch (outcome) {
      case Outcome.HeldBack(Instant until, var words) -> wait(question, until);
      case Outcome.RateLimited(Instant until, var words) -> wait(question, until);
      case Outcome.QuotaSpent(Instant until, var words) -> wait(question, until);
      case Outcome.WaitsForAccount(Instant until, var words) -> wait(question, until);
      case Outcome.Transient(var words, Instant until) ->
          failed(question, until == null ? now : until);
      case Outcome.Ambiguous(var words, Instant until) ->
          failed(question, until == null ? now : until);
      // A user has to act: the question waits for that, however long it takes.
      case Outcome.Unauthorised unauthorised -> waitForUser(question);
      case Outcome.UnusableCredentials unusable -> waitForUser(question);
      case Outcome.Gone gone -> waitForUser(question);
      case Outcome.Misconfigured misconfigured -> waitForUser(question);
      default -> failed(question, now.plus(LONGEST_WAIT));
    }
  }

  private void waitForUser(LookupQuestion question) {
    rest(question);
    questions.postpone(question, LONGEST_WAIT, false);
  }

  /** The destination is not asked about any delivery for a while. */
  private void rest(LookupQuestion question) {
    Instant now = clock.instant();
    rests.compute(
        question.destination(),
        (_, before) -> {
          int failures = before == null ? 0 : before.failures();
          return new Rest(now.plus(pause(failures)), failures + 1);
        });
  }

  private static Duration pause(int failures) {
    Duration doubled = Duration.ofSeconds(10L << Math.min(failures, 10));
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }

  private void wait(LookupQuestion question, Instant until) {
    Instant now = clock.instant();
    Duration asked = Duration.between(now, until);
    Duration left = asked.compareTo(IDLE) < 0 ? IDLE : asked;
    Duration longest = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    rests.compute(
        question.destination(),
        (_, before) -> new Rest(now.plus(longest), before == null ? 0 : before.failures()));
    questions.postpone(question, left, false);
  }

  private void failed(LookupQuestion question, Instant until) {
    rest(question);
    if (question.failures() >= MOST_FAILURES) {
      questions.close(question);
      return;
    }
    Duration pause = pause(question.failures());
    Duration asked = Duration.between(clock.instant(), until);
    questions.postpone(question, asked.compareTo(pause) > 0 ? asked : pause, true);
  }
}
