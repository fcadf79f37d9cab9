package dev.tributary.identity.loop;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.LoopInputReader;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.input.ReplaySeed;
import dev.tributary.identity.loop.Overtaken.Taken;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.IdentityTransaction.Savepoint;
import dev.tributary.identity.store.QuarantineStore;
import dev.tributary.identity.store.StoreFailure;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
import org.jspecify.annotations.Nullable;

/**
 * Processes the inputs of a poll: events, rows, commands and quarantined events. One thread calls
 * it at a time.
 *
 * @param <T> the transaction, with the stores that rebuilds need
 */
public final class InputProcessor<T extends IdentityTransaction> {
  private static final Logger LOG = System.getLogger(InputProcessor.class.getName());
  private static final int ATTEMPTS = 20;
  private static final String CANNOT_PROCESS = "processing-failed";
  private final LoopInputReader reader;
  private final Ids ids;
  private final ActiveRules.Source rules;
  private final RebuildHandler<T> rebuilds;
  private final Consumer<Overtaken> overtaken;

  /**
   * @param overtaken learns of each attempt that has to be repeated
   */
  public InputProcessor(
      LoopInputReader reader,
      Ids ids,
      ActiveRules.Source rules,
      RebuildHandler<T> rebuilds,
      Consumer<Overtaken> overtaken) {
    this.reader = reader;
    this.ids = ids;
    this.rules = rules;
    this.rebuilds = rebuilds;
    this.overtaken = overtaken;
  }

  /**
   * @return the messages to publish, in the order of their inputs
   * @throws OvertakenRepeatedly if other instances were faster in each attempt
   */
  public List<Publication> process(T tx, List<LogRecord> records) {
    List<LoopInput> works = new ArrayList<>(records.size());
    for (LogRecord each : records) {
      reader.read(each).ifPresent(works::add);
    }
    return works.isEmpty() ? List.of() : repeat(tx, withRedriven(tx, works));
  }

  /** Applies to a replay copy what is still known of inputs that the log has deleted. */
  public void applySeeds(T tx, List<ReplaySeed> seeds) {
    List<LoopInput> works = new ArrayList<>();
    for (ReplaySeed each : seeds) {
      works.add(new LoopInput.Seeded(LoopInput.Cause.ofSeed(each.claim(), works.size()), each));
    }
    if (!works.isEmpty()) {
      repeat(tx, works);
    }
  }

  /** Inserts after each redrive the input that it redrives. */
  private List<LoopInput> withRedriven(IdentityTransaction tx, List<LoopInput> works) {
    Set<QuarantineStore.Key> wanted = new LinkedHashSet<>();
    for (LoopInput work : works) {
      if (work instanceof LoopInput.Redrive redrive) {
        wanted.add(key(redrive));
      }
    }
    if (wanted.isEmpty()) {
      return works;
    }
    var waiting = new HashMap<>(tx.quarantine().waiting(wanted));
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

  private static QuarantineStore.Key key(LoopInput.Redrive redrive) {
    return new QuarantineStore.Key(redrive.command().workspace(), redrive.command().subject());
  }

  /**
   * Repeats the attempt until no other instance has changed what it read. Each attempt starts at
   * the savepoint at which the poll began.
   */
  private List<Publication> repeat(T tx, List<LoopInput> all) {
    List<LoopInput> works = DuplicateInputs.dropped(all);
    Map<String, Refusal> refusals = new HashMap<>();
    Set<WorkspaceId> workspaces = new TreeSet<>();
    works.forEach(work -> workspaces.add(work.cause().headers().workspace()));
    String last = "";
    for (int attempt = 0; attempt < ATTEMPTS + refusals.size(); attempt++) {
      Savepoint start = tx.savepoint();
      try {
        List<Publication> outputs = inOrder(tx, works, workspaces, refusals);
        start.release();
        return outputs;
      } catch (Overtaken e) {
        start.rollback();
        overtaken.accept(e);
        last = String.valueOf(e.getMessage());
        if (e.what() == Taken.MESSAGE) {
          int before = works.size();
          works = DuplicateInputs.withoutAccepted(tx.accepted(), works);
          last = DuplicateInputs.holders(tx.accepted(), works);
          LOG.log(
              Level.INFO,
              "{0} records have no second effect, which the log holds twice; also taken: {1}",
              before - works.size(),
              last);
        }
      } catch (LateRefusal e) {
        start.rollback();
        refusals.put(e.id(), e.refusal());
      }
    }
    throw new OvertakenRepeatedly(ATTEMPTS, last);
  }

  private static boolean byItself(Command command) {
    return command instanceof Command.UnmergePerson
        || command instanceof Command.RedecideTrait
        || command instanceof Command.RebuildPeople;
  }

  private List<Publication> alone(T tx, LoopInput.Asked asked, ActiveRules inForce)
      throws Overtaken {
    return switch (asked.command()) {
      case Command.UnmergePerson unmerge -> new Unmerging(tx, ids, inForce).run(asked, unmerge);
      case Command.RedecideTrait redecide ->
          new TraitRedecision(tx, ids, inForce).run(asked, redecide);
      case Command.RebuildPeople rebuild -> rebuilds.rebuild(tx, asked, rebuild, inForce);
      default -> throw new IllegalArgumentException("It is done with others");
    };
  }

  /**
   * Commands that are processed alone keep their place in the order: inputs after an unmerge see
   * two profiles.
   */
  private List<Publication> inOrder(
      T tx, List<LoopInput> works, Set<WorkspaceId> workspaces, Map<String, Refusal> refusals)
      throws Overtaken, LateRefusal {
    List<Publication> outputs = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < works.size(); i++) {
      if (works.get(i) instanceof LoopInput.Asked asked && byItself(asked.command())) {
        outputs.addAll(attempt(tx, works.subList(from, i), workspaces, refusals));
        outputs.addAll(alone(tx, asked, rules.read(tx.rules(), workspaces)));
        from = i + 1;
      }
    }
    outputs.addAll(attempt(tx, works.subList(from, works.size()), workspaces, refusals));
    return outputs;
  }

  private List<Publication> attempt(
      IdentityTransaction tx,
      List<LoopInput> works,
      Set<WorkspaceId> workspaces,
      Map<String, Refusal> refusals)
      throws Overtaken, LateRefusal {
    return works.isEmpty()
        ? List.of()
        : new Attempt(tx, ids, rules.read(tx.rules(), workspaces), refusals).run(works);
  }

  /**
   * Quarantines an input that fails even when it is alone.
   *
   * @return the messages to publish
   */
  public List<Publication> quarantine(IdentityTransaction tx, LogRecord input, Exception failure) {
    Refusal refusal =
        new Refusal(
            CANNOT_PROCESS,
            "Processing failed (%s); redrive it once the cause is gone"
                .formatted(failure.getClass().getSimpleName()),
            null);
    InputOutcomes outcomes = new InputOutcomes();
    LoopInput.Cause cause = new LoopInput.Cause(input, headers(input), null);
    List<Publication> outputs = new ArrayList<>();
    Optional<CollectedEvent> event = collected(input);
    if (event.isPresent()) {
      outcomes.ended(
          cause,
          EventAdmission.unreadable(cause, event.get())
              .ended(Outcome.QUARANTINED, refusal.reason(), null));
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
        event.map(each -> each.source().value()).orElse(null),
        cause.headers().rootReceivedAt());
    Savepoint start = tx.savepoint();
    try {
      outcomes.save(tx);
      return outputs;
    } catch (Overtaken e) {
      start.rollback();
      if (!tx.accepted().known(Set.of(DuplicateInputs.key(cause))).isEmpty()) {
        // The log holds this record twice, and its first copy has an outcome already.
        return List.of();
      }
    } catch (StoreFailure | ArithmeticException e) {
      if (e instanceof StoreFailure failed && !failed.ofTheData()) {
        throw e;
      }
      LOG.log(Level.WARNING, input.position() + " cannot be on record as an event or a command", e);
      start.rollback();
    }
    // The input cannot be recorded as an event or a command; the quarantine still keeps it
    // completely.
    outcomes.saveQuarantined(tx);
    return List.of();
  }

  private static Optional<CollectedEvent> collected(LogRecord input) {
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
  private static MessageHeaders headers(LogRecord input) {
    try {
      return MessageHeaders.from(input.headers());
    } catch (IllegalArgumentException e) {
      String id =
          "%s%s-%d-%d-%s"
              .formatted(
                  Ids.MESSAGE,
                  input.position().topic(),
                  input.position().partition(),
                  input.position().offset(),
                  content(input.value()));
      return new MessageHeaders(id, input.type(), WorkspaceId.NONE, id, Instant.EPOCH, null);
    }
  }

  private static UUID content(byte @Nullable [] value) {
    return UUID.nameUUIDFromBytes(value == null ? new byte[0] : value);
  }
}
