package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.kafka.Overtaken.Taken;
import dev.tributary.identity.postgres.QuarantineTable;
import dev.tributary.identity.replay.ReplaySeed;
import dev.tributary.runtime.loop.DatabaseFailures;
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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The processing of a poll of events, rows, commands and quarantined events by identity resolution.
 */
public final class IdentityEffects implements Effects {
  /** The types of the messages that it processes. */
  public static final Set<String> TYPES =
      Set.of(CollectedEvent.TYPE, QuarantinedInput.TYPE, RowChange.TYPE, Command.TYPE);

  private static final Logger LOG = Logger.getLogger(IdentityEffects.class);
  private static final int ATTEMPTS = 20;
  private static final String SERIALIZATION_FAILURE = "40001";
  private static final String CANNOT_PROCESS = "processing-failed";

  private final Tables tables = new Tables();
  private final LoopInputReader reader;
  private final Ids ids;
  private final RuleSource rules;
  private final Consumer<Overtaken> overtaken;

  /**
   * @param regionOf a workspace's region for phone numbers without a country code
   * @param registry counts how often other instances were faster
   */
  public IdentityEffects(
      PeopleModels models,
      Ids ids,
      Function<WorkspaceId, String> regionOf,
      MeterRegistry registry) {
    this(models, ids, new RuleBook(regionOf), new OvertakenCount(registry));
  }

  IdentityEffects(PeopleModels models, Ids ids, RuleSource rules, Consumer<Overtaken> overtaken) {
    this.overtaken = overtaken;
    this.reader = new LoopInputReader(models);
    this.ids = ids;
    this.rules = rules;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws Exception {
    List<Output> outputs = new ArrayList<>(works(tx, poll));
    outputs.addAll(passTime(tx, poll));
    return outputs;
  }

  /** Applies to a replay copy what is still known of inputs that the log has deleted. */
  void applySeeds(Connection tx, List<ReplaySeed> seeds) throws SQLException {
    List<LoopInput> works = new ArrayList<>();
    for (ReplaySeed each : seeds) {
      works.add(new LoopInput.Seeded(LoopInput.Cause.ofSeed(each.claim(), works.size()), each));
    }
    if (!works.isEmpty()) {
      repeat(tx, works);
    }
  }

  private List<Output> works(Connection tx, Poll poll) throws SQLException {
    List<LoopInput> works = new ArrayList<>(poll.inputs().size());
    for (Input input : poll.inputs()) {
      reader.read(input).ifPresent(works::add);
    }
    return works.isEmpty() ? List.of() : repeat(tx, withRedriven(tx, works));
  }

  /** Inserts after each redrive the input that it redrives. */
  private List<LoopInput> withRedriven(Connection tx, List<LoopInput> works) throws SQLException {
    Set<QuarantineTable.Key> wanted = new LinkedHashSet<>();
    for (LoopInput work : works) {
      if (work instanceof LoopInput.Redrive redrive) {
        wanted.add(key(redrive));
      }
    }
    if (wanted.isEmpty()) {
      return works;
    }
    var waiting = new HashMap<>(tables.quarantine().waiting(tx, wanted));
    List<LoopInput> all = new ArrayList<>();
    for (LoopInput work : works) {
      all.add(work);
      if (work instanceof LoopInput.Redrive redrive) {
        Optional.ofNullable(waiting.remove(key(redrive)))
            .flatMap(message -> reader.readAgain(redrive, message))
            .ifPresent(all::add);
      }
    }
    return all;
  }

  private static QuarantineTable.Key key(LoopInput.Redrive redrive) {
    return new QuarantineTable.Key(redrive.command().workspace(), redrive.command().subject());
  }

  /**
   * Repeats the attempt until no other instance has changed what it read. Each attempt starts at
   * the savepoint at which the poll began.
   */
  private List<Output> repeat(Connection tx, List<LoopInput> all) throws SQLException {
    List<LoopInput> works = DuplicateInputs.dropped(all);
    Map<String, Refusal> refusals = new HashMap<>();
    Set<WorkspaceId> workspaces = new TreeSet<>();
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
        overtaken.accept(e);
        last = String.valueOf(e.getMessage());
        if (e.what() == Taken.MESSAGE) {
          int before = works.size();
          works = DuplicateInputs.withoutAccepted(tx, tables.accepted(), works);
          last = DuplicateInputs.holders(tx, tables.accepted(), works);
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

  private List<Output> alone(Connection tx, LoopInput.Asked asked, ActiveRules inForce)
      throws SQLException, Overtaken {
    return switch (asked.command()) {
      case Command.UnmergePerson unmerge ->
          new Unmerging(tx, tables, ids, inForce).run(asked, unmerge);
      case Command.RedecideTrait redecide ->
          new TraitRedecision(tx, tables, ids, inForce).run(asked, redecide);
      case Command.RebuildPeople rebuild ->
          new Rebuilding(tx, tables, ids, inForce).run(asked, rebuild);
      default -> throw new IllegalArgumentException("It is done with others");
    };
  }

  /**
   * Commands that are processed alone keep their place in the order: inputs after an unmerge see
   * two profiles.
   */
  private List<Output> inOrder(
      Connection tx,
      List<LoopInput> works,
      Set<WorkspaceId> workspaces,
      Map<String, Refusal> refusals)
      throws SQLException, Overtaken, Refused {
    List<Output> outputs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < works.size(); i++) {
      if (works.get(i) instanceof LoopInput.Asked asked && byItself(asked.command())) {
        outputs.addAll(attempt(tx, works.subList(from, i), workspaces, refusals));
        outputs.addAll(alone(tx, asked, rules.read(tx, workspaces)));
        from = i + 1;
      }
    }
    outputs.addAll(attempt(tx, works.subList(from, works.size()), workspaces, refusals));
    return outputs;
  }

  private List<Output> attempt(
      Connection tx,
      List<LoopInput> works,
      Set<WorkspaceId> workspaces,
      Map<String, Refusal> refusals)
      throws SQLException, Overtaken, Refused {
    return works.isEmpty()
        ? List.of()
        : new Attempt(tx, tables, ids, rules.read(tx, workspaces), refusals).run(works);
  }

  /**
   * Publishes a tick to every partition, once all inputs before it have been published, for each
   * workspace.
   */
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
  public List<Output> quarantine(Connection tx, Input input, Exception failure) throws Exception {
    Refusal refusal =
        new Refusal(
            CANNOT_PROCESS,
            "Processing failed (%s); redrive it once the cause is gone"
                .formatted(failure.getClass().getSimpleName()),
            null);
    InputOutcomes outcomes = new InputOutcomes();
    LoopInput.Cause cause = new LoopInput.Cause(input, headers(input), null);
    List<Output> outputs = new ArrayList<>();
    Optional<CollectedEvent> event = collected(input);
    if (event.isPresent()) {
      outcomes.ended(
          cause,
          Intake.unreadable(cause, event.get()).ended(Outcome.QUARANTINED, refusal.reason(), null));
      outputs.addAll(InputOutcomes.announce(cause, event.get(), refusal));
    } else if (input.type().equals(Command.TYPE)
        && !cause.headers().workspace().value().isEmpty()) {
      // The sender of the command waits for its outcome.
      outcomes.ended(cause, command(cause, refusal));
    }
    outcomes.quarantine(
        cause,
        Stage.IDENTITY,
        refusal,
        event.map(CollectedEvent::source).orElse(null),
        cause.headers().rootReceivedAt());
    Savepoint start = tx.setSavepoint();
    try {
      outcomes.save(tx, tables);
      return outputs;
    } catch (Overtaken e) {
      tx.rollback(start);
      if (!tables.accepted().known(tx, Set.of(DuplicateInputs.key(cause))).isEmpty()) {
        // The log holds this record twice, and its first copy has an outcome already.
        return List.of();
      }
    } catch (SQLException | ArithmeticException e) {
      if (DatabaseFailures.ofTheDatabase(e) != null) {
        throw e;
      }
      LOG.warnf(
          e, "%s cannot be on record as an event or a command", InputOutcomes.position(input));
      tx.rollback(start);
    }
    // The input cannot be recorded as an event or a command; the quarantine still keeps it
    // completely.
    outcomes.saveQuarantined(tx, tables);
    return List.of();
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

  private static AcceptedEvent command(LoopInput.Cause cause, Refusal refusal) {
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

  /**
   * If the headers are the failure, position and content identify the input: another log may hold
   * another message at the same position.
   */
  private static MessageHeaders headers(Input input) {
    try {
      return MessageHeaders.from(input.headers());
    } catch (IllegalArgumentException e) {
      String id =
          "%s%s-%d-%s"
              .formatted(Ids.MESSAGE, input.partition(), input.offset(), content(input.value()));
      return new MessageHeaders(id, input.type(), WorkspaceId.NONE, id, Instant.EPOCH, null);
    }
  }

  private static UUID content(byte @Nullable [] value) {
    return UUID.nameUUIDFromBytes(value == null ? new byte[0] : value);
  }
}
