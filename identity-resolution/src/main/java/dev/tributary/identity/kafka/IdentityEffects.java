package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.kafka.Overtaken.Taken;
import dev.tributary.identity.postgres.QuarantineTable;
import dev.tributary.identity.trial.Recollection;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Savepoint;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** What identity resolution does with a poll of events, rows, commands and quarantined events. */
public final class IdentityEffects implements Effects {
  /** Of the messages that it knows. */
  public static final Set<String> TYPES =
      Set.of(CollectedEvent.TYPE, QuarantinedInput.TYPE, RowChange.TYPE, Command.TYPE);

  private static final Logger LOG = Logger.getLogger(IdentityEffects.class);
  private static final int ATTEMPTS = 20;
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String CANNOT_PROCESS = "processing-failed";

  private final Tables tables = new Tables();
  private final WorkReader reader;
  private final Ids ids;
  private final RuleSource rules;
  private final Consumer<Taken> overtaken;

  /**
   * @param regionOf a workspace's region for phone numbers that name no country
   * @param registry counts how often others were faster
   */
  public IdentityEffects(
      PeopleModels models, Ids ids, UnaryOperator<String> regionOf, MeterRegistry registry) {
    this(models, ids, new RuleBook(regionOf), new OvertakenCount(registry));
  }

  IdentityEffects(PeopleModels models, Ids ids, RuleSource rules, Consumer<Taken> overtaken) {
    this.overtaken = overtaken;
    this.reader = new WorkReader(models);
    this.ids = ids;
    this.rules = rules;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws Exception {
    List<Output> outputs = new ArrayList<>(works(tx, poll));
    outputs.addAll(passTime(tx, poll));
    return outputs;
  }

  /** Tells a shadow what is still known of inputs that the log has forgotten. */
  void recollect(Connection tx, List<Recollection> recollections) throws SQLException {
    List<Work> works = new ArrayList<>();
    for (Recollection each : recollections) {
      works.add(new Work.Recollected(Work.Cause.recollected(each.claim(), works.size()), each));
    }
    if (!works.isEmpty()) {
      repeat(tx, works);
    }
  }

  private List<Output> works(Connection tx, Poll poll) throws SQLException {
    List<Work> works = new ArrayList<>(poll.inputs().size());
    for (Input input : poll.inputs()) {
      reader.read(input).ifPresent(works::add);
    }
    return works.isEmpty() ? List.of() : repeat(tx, withRedriven(tx, works));
  }

  /** A redrive stands before what it puts back on its way. */
  private List<Work> withRedriven(Connection tx, List<Work> works) throws SQLException {
    Set<QuarantineTable.Key> wanted = new LinkedHashSet<>();
    for (Work work : works) {
      if (work instanceof Work.Redrive redrive) {
        wanted.add(key(redrive));
      }
    }
    if (wanted.isEmpty()) {
      return works;
    }
    var waiting = new HashMap<>(tables.quarantine().waiting(tx, wanted));
    List<Work> all = new ArrayList<>();
    for (Work work : works) {
      all.add(work);
      if (work instanceof Work.Redrive redrive) {
        Optional.ofNullable(waiting.remove(key(redrive)))
            .flatMap(message -> reader.readAgain(redrive, message))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  private static QuarantineTable.Key key(Work.Redrive redrive) {
    return new QuarantineTable.Key(redrive.command().workspace(), redrive.command().subject());
  }

  /** Tries until nobody else has changed what was read; rolled back to where the poll began. */
  private List<Output> repeat(Connection tx, List<Work> all) throws SQLException {
    List<Work> works = Copies.dropped(all);
    Map<String, Refusal> refusals = new HashMap<>();
    Set<String> workspaces = new TreeSet<>();
    works.forEach(work -> workspaces.add(work.cause().headers().workspace()));
    String last = "";
    for (int attempt = 0; attempt < ATTEMPTS + refusals.size(); attempt++) {
      Savepoint start = tx.setSavepoint();
      try {
        List<Output> outputs = inOrder(tx, works, workspaces, refusals);
        tx.releaseSavepoint(start);
        return outputs;
      } catch (Overtaken e) {
        tx.rollback(start);
        overtaken.accept(e.what());
        last = String.valueOf(e.getMessage());
        if (e.what() == Taken.MESSAGE) {
          int before = works.size();
          works = Copies.withoutAccepted(tx, tables.accepted(), works);
          last = Copies.holders(tx, tables.accepted(), works);
          LOG.infof(
              "%d records have no second effect, which the log holds twice; also taken: %s",
              before - works.size(), last);
        }
      } catch (Refused e) {
        tx.rollback(start);
        refusals.put(e.id(), e.refusal());
      }
    }
    throw new SQLTransientException(
        "Overtaken in each of %d attempts, at last: %s".formatted(ATTEMPTS, last),
        SERIALIZATION_FAILURE);
  }

  private static boolean byItself(Command command) {
    return command instanceof Command.UnmergePerson
        || command instanceof Command.RedecideTrait
        || command instanceof Command.RebuildPeople;
  }

  private List<Output> alone(Connection tx, Work.Asked asked, InForce inForce)
      throws SQLException, Overtaken {
    return switch (asked.command()) {
      case Command.UnmergePerson unmerge ->
          new Unmerging(tx, tables, ids, inForce).run(asked, unmerge);
      case Command.RedecideTrait redecide ->
          new Redeciding(tx, tables, ids, inForce).run(asked, redecide);
      case Command.RebuildPeople rebuild ->
          new Rebuilding(tx, tables, ids, inForce).run(asked, rebuild);
      default -> throw new IllegalArgumentException("It is done with others");
    };
  }

  /** What stands by itself is done in its turn: what comes after an unmerge knows two people. */
  private List<Output> inOrder(
      Connection tx, List<Work> works, Set<String> workspaces, Map<String, Refusal> refusals)
      throws SQLException, Overtaken, Refused {
    List<Output> outputs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < works.size(); i++) {
      if (works.get(i) instanceof Work.Asked asked && byItself(asked.command())) {
        outputs.addAll(attempt(tx, works.subList(from, i), workspaces, refusals));
        outputs.addAll(alone(tx, asked, rules.read(tx, workspaces)));
        from = i + 1;
      }
    }
    outputs.addAll(attempt(tx, works.subList(from, works.size()), workspaces, refusals));
    return outputs;
  }

  private List<Output> attempt(
      Connection tx, List<Work> works, Set<String> workspaces, Map<String, Refusal> refusals)
      throws SQLException, Overtaken, Refused {
    return works.isEmpty()
        ? List.of()
        : new Attempt(tx, tables, ids, rules.read(tx, workspaces), refusals).run(works);
  }

  /** Into every partition, once all inputs have been published past it, workspace by workspace. */
  private List<Output> passTime(Connection tx, Poll poll) throws SQLException {
    Tick watermark = poll.watermark();
    Tick passed = watermark == null ? null : tables.journal().pass(tx, watermark).orElse(null);
    if (passed == null) {
      return List.of();
    }
    TopicPartition because = poll.ticks().keySet().iterator().next();
    List<Output> outputs = new ArrayList<>();
    for (int partition = 0; partition < Topic.PROFILES.partitions(); partition++) {
      outputs.add(new Output(because, passed.toMessage(Topic.PROFILES, partition)));
    }
    return outputs;
  }

  @Override
  public List<Output> setAside(Connection tx, Input input, Exception failure) throws Exception {
    Refusal refusal =
        new Refusal(
            CANNOT_PROCESS,
            "Processing failed (%s); redrive it once the cause is gone"
                .formatted(failure.getClass().getSimpleName()),
            null);
    Endings endings = new Endings();
    Work.Cause cause = new Work.Cause(input, headers(input), false);
    List<Output> outputs = new ArrayList<>();
    Optional<CollectedEvent> event = collected(input);
    if (event.isPresent()) {
      endings.ended(
          cause,
          Intake.unreadable(cause, event.get()).ended(Outcome.QUARANTINED, refusal.reason(), null));
      outputs.addAll(Endings.announce(cause, event.get(), refusal));
    } else if (input.type().equals(Command.TYPE) && !cause.headers().workspace().isEmpty()) {
      // Whoever asked waits for it.
      endings.ended(cause, command(cause, refusal));
    }
    endings.setAside(
        cause,
        Stage.IDENTITY,
        refusal,
        event.map(CollectedEvent::source).orElse(null),
        cause.headers().rootReceivedAt());
    Savepoint start = tx.setSavepoint();
    try {
      endings.save(tx, tables);
      return outputs;
    } catch (Overtaken e) {
      tx.rollback(start);
      if (tables.accepted().known(tx, Set.of(Copies.key(cause))).isEmpty()) {
        throw e;
      }
      // The log holds it twice, and its first copy has ended.
      return List.of();
    }
  }

  private static Optional<CollectedEvent> collected(Input input) {
    byte[] value = input.value();
    try {
      return value != null && input.type().equals(CollectedEvent.TYPE)
          ? Optional.of(CollectedEvent.from(input.headers(), value))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static AcceptedEvent command(Work.Cause cause, Refusal refusal) {
    byte[] value = cause.input().value();
    try {
      return value == null
          ? Commands.unreadable(cause, refusal)
          : Commands.accepted(
              cause,
              Json.read(value, Command.class),
              Outcome.QUARANTINED,
              refusal.reason(),
              null,
              null);
    } catch (UncheckedIOException e) {
      return Commands.unreadable(cause, refusal);
    }
  }

  /** Where the headers are what is wrong, the position names the input. */
  private static MessageHeaders headers(Input input) {
    try {
      return MessageHeaders.from(input.headers());
    } catch (IllegalArgumentException e) {
      String id = Ids.MESSAGE + input.partition() + "-" + input.offset();
      return new MessageHeaders(id, input.type(), "", id, Instant.EPOCH, null);
    }
  }
}
