package dev.tributary.destinations.schema;

import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Discovery.Option;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList.Further;
import dev.tributary.destinations.schema.FieldList.State;
import dev.tributary.destinations.web.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object at a vendor, within a time. What is read has a bounded size. Not
 * thread-safe.
 */
final class FieldReader {
  private static final int LIMITED = 429;
  private static final int FORBIDDEN = 403;

  /** After an answer 429 that does not say how long to wait. */
  private static final Duration LIMIT_PAUSE = Duration.ofSeconds(10);

  private static final int MOST_FIELDS = 3_000;

  /** Of the lists of a discovery together. */
  private static final int MOST_FURTHER_PAGES = 10;

  private static final int MOST_OPTIONS = 1_000;

  /** Of all fields together. */
  private static final int MOST_OPTIONS_OF_A_LIST = 20_000;

  private static final int LONGEST_VALUE = 500;
  private static final int LONGEST_LABEL = 200;

  private static final String TOO_MANY_REQUESTS = "Too many requests when the fields were read";
  private static final String NO_ANSWER = "The request for the fields had no answer";

  private final Discovery discovery;
  private final VendorFields.Sending sending;
  private final Clock clock;
  private final Instant end;
  private final Duration pause;

  /** An answer, or none, after which the batch is not sent. */
  static final class Ended extends Exception {
    private static final long serialVersionUID = 1;
    private final VendorFields.Delay delay;
    private final transient Outcome outcome;
    private final transient @Nullable FieldList kept;

    /**
     * @param kept the list that is used from now on; null if the fields are read again
     */
    Ended(VendorFields.Delay delay, Outcome outcome, @Nullable FieldList kept) {
      super(outcome.words());
      this.delay = delay;
      this.outcome = outcome;
      this.kept = kept;
    }

    VendorFields.Delay delay() {
      return delay;
    }

    Outcome outcome() {
      return outcome;
    }

    @Nullable FieldList kept() {
      return kept;
    }
  }

  /** The fields that the steps have read so far. */
  private static final class Collected {
    private final Map<String, Field> fields = new TreeMap<>();
    private boolean all = true;

    /** Whether an answer had a list, which can be empty: users have created no field. */
    private boolean answered;

    private int options;
    private int pages;

    /** The next page is read first, unless there are too many. */
    void follow(Discovery.@Nullable Step next, Deque<Discovery.Step> steps) {
      if (next != null && pages < MOST_FURTHER_PAGES && fields.size() < MOST_FIELDS) {
        pages++;
        steps.addFirst(next);
      } else {
        all &= next == null;
      }
    }

    void add(Discovery.Read.Fields read, boolean replaces) {
      all &= read.all();
      answered = true;
      for (Field field : read.fields()) {
        boolean fits = !field.name().isEmpty() && field.name().length() <= LONGEST_VALUE;
        if (!fits || fields.size() >= MOST_FIELDS && !fields.containsKey(field.name())) {
          all = false;
        } else if (replaces || !fields.containsKey(field.name())) {
          Field bounded = bounded(field, MOST_OPTIONS_OF_A_LIST - options);
          options += bounded.options().listed().size();
          fields.put(field.name(), bounded);
        }
      }
    }
  }

  /**
   * @param time of all requests together, with their waits for limits
   * @param pause after a request without an answer
   */
  FieldReader(
      Discovery discovery,
      VendorFields.Sending sending,
      Clock clock,
      Duration time,
      Duration pause) {
    this.discovery = discovery;
    this.sending = sending;
    this.clock = clock;
    this.end = clock.instant().plus(time);
    this.pause = pause;
  }

  /**
   * After a request that has waited for its answer in vain, no time is left for the batch. The next
   * one is sent without a check.
   */
  FieldList read() throws Ended {
    Collected collected = new Collected();
    Instant readAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Deque<Discovery.Step> steps = new ArrayDeque<>(discovery.steps());
    while (!steps.isEmpty()) {
      Discovery.Step step = steps.removeFirst();
      if (collected.answered && !hasTime()) {
        collected.all = false;
        break;
      }
      try {
        Egress.Answer answer = answer(step);
        switch (step.reading().read(answer, clock.instant())) {
          case Discovery.Read.Fields fields -> {
            collected.add(fields, true);
            collected.follow(fields.next(), steps);
          }
          case Discovery.Read.Failed(Outcome outcome) -> {
            endAfter(outcome);
            if (!collected.answered) {
              return failed(answer, outcome, readAt);
            }
            collected.all &= step.replacesOnly();
          }
        }
      } catch (EgressFailure e) {
        endAfter(e, read(collected, readAt, true));
        if (!collected.answered) {
          throw new Ended(VendorFields.Delay.NOT_SENT, e.outcome(), null);
        }
        collected.all = false;
        break;
      }
    }
    return read(collected, readAt, false);
  }

  /** A refusal lasts; another failure need not. */
  private static FieldList failed(Egress.Answer answer, Outcome outcome, Instant readAt) {
    boolean forbidden = answer.status() == FORBIDDEN || outcome instanceof Outcome.Unauthorised;
    boolean lasts = forbidden || outcome instanceof Outcome.Misconfigured;
    return new FieldList(
        forbidden ? State.FORBIDDEN : State.FAILED,
        Map.of(),
        Further.FAILED,
        readAt,
        readAt.plus(lasts ? VendorFields.MAXIMUM_AGE : VendorFields.TRUSTED_AGE));
  }

  private FieldList read(Collected collected, Instant readAt, boolean unanswered) {
    Further further = discovery.further().isEmpty() ? Further.COMPLETE : Further.UNREAD;
    return new FieldList(
        collected.answered ? State.READ : State.NO_ANSWER,
        collected.fields,
        unanswered || !collected.all ? Further.FAILED : further,
        readAt,
        readAt.plus(collected.answered ? VendorFields.MAXIMUM_AGE : pause));
  }

  /** Reads the fields that the first requests leave out. */
  FieldList readFurther(FieldList list) throws Ended {
    Collected collected = new Collected();
    collected.fields.putAll(list.fields());
    for (Discovery.Step step : discovery.further()) {
      if (!hasTime()) {
        collected.all = false;
        break;
      }
      try {
        switch (step.reading().read(answer(step), clock.instant())) {
          case Discovery.Read.Fields fields -> collected.add(fields, false);
          case Discovery.Read.Failed(Outcome outcome) -> {
            endAfter(outcome);
            collected.all = false;
          }
        }
      } catch (EgressFailure e) {
        endAfter(e, with(list, list.fields(), Further.FAILED));
        collected.all = false;
      }
      if (!collected.all) {
        break;
      }
    }
    return with(list, collected.fields, collected.all ? Further.COMPLETE : Further.FAILED);
  }

  private static FieldList with(FieldList list, Map<String, Field> fields, Further further) {
    return new FieldList(list.state(), fields, further, list.readAt(), list.until());
  }

  private boolean hasTime() {
    return clock.instant().isBefore(end);
  }

  private Egress.Answer answer(Discovery.Step step) throws EgressFailure, Ended {
    Duration left = Duration.between(clock.instant(), end);
    Egress.Answer answer = sending.send(step.request(), left);
    Instant now = clock.instant();
    if (answer.status() == LIMITED) {
      Instant until = Objects.requireNonNullElse(RetryAfter.of(answer, now), now.plus(LIMIT_PAUSE));
      throw new Ended(
          VendorFields.Delay.LIMIT, new Outcome.RateLimited(until, TOO_MANY_REQUESTS), null);
    }
    return answer;
  }

  /** Limits concern the write as well. */
  private static void endAfter(Outcome outcome) throws Ended {
    if (outcome instanceof Outcome.RateLimited
        || outcome instanceof Outcome.QuotaSpent
        || outcome instanceof Outcome.HeldBack) {
      throw new Ended(VendorFields.Delay.LIMIT, outcome, null);
    }
  }

  /**
   * Failures that say nothing about a write let the vendor decide about the items.
   *
   * @param unanswered the list that is used after a request without an answer
   */
  private void endAfter(EgressFailure failure, FieldList unanswered) throws Ended {
    endAfter(failure.outcome());
    if (failure.outcome() instanceof Outcome.Ambiguous) {
      throw new Ended(
          VendorFields.Delay.NO_ANSWER,
          new Outcome.HeldBack(clock.instant(), NO_ANSWER),
          unanswered);
    }
  }

  /** A list of options that is not whole refuses nothing. */
  private static Field bounded(Field field, int optionsLeft) {
    Options options = field.options();
    List<Option> listed =
        options.listed().stream()
            .filter(option -> option.value().length() <= LONGEST_VALUE)
            .limit(Math.clamp(optionsLeft, 0, MOST_OPTIONS))
            .map(option -> new Option(option.value(), cut(option.label())))
            .toList();
    String label = field.label();
    return new Field(
        field.name(),
        label == null ? null : cut(label),
        field.type(),
        field.required(),
        field.unique(),
        field.readOnly(),
        new Options(
            listed,
            options.closed() && listed.size() == options.listed().size(),
            options.several()),
        field.reference() == null ? null : cut(field.reference()));
  }

  private static String cut(String text) {
    return text.length() > LONGEST_LABEL ? text.substring(0, LONGEST_LABEL) + "…" : text;
  }
}
