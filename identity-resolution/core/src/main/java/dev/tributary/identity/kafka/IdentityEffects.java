package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.input.LogRecord;
import dev.tributary.identity.input.LoopInputReader;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.loop.ActiveRules;
import dev.tributary.identity.loop.InputProcessor;
import dev.tributary.identity.loop.Overtaken;
import dev.tributary.identity.loop.OvertakenRepeatedly;
import dev.tributary.identity.loop.RebuildHandler;
import dev.tributary.identity.loop.RuleBook;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.StoreFailure;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * The exactly-once loop of identity resolution: {@link InputProcessor} for each poll.
 *
 * @param <T> the transaction, with the stores that rebuilds need
 */
public final class IdentityEffects<T extends IdentityTransaction> implements Effects {
  /** The types of the messages that it processes. */
  public static final Set<String> TYPES =
      Set.of(CollectedEvent.TYPE, QuarantinedInput.TYPE, RowChange.TYPE, Command.TYPE);

  private static final String SERIALIZATION_FAILURE = "40001";

  private final Function<Connection, T> transactions;
  private final InputProcessor<T> processor;

  /**
   * @param transactions opens the stores in a transaction of the database
   * @param rebuilds processes the commands of rebuilds
   * @param regionOf a workspace's region for phone numbers without a country code
   * @param registry counts how often other instances were faster
   */
  public IdentityEffects(
      Function<Connection, T> transactions,
      RebuildHandler<T> rebuilds,
      PeopleModels models,
      Ids ids,
      Function<WorkspaceId, String> regionOf,
      MeterRegistry registry) {
    this(transactions, rebuilds, models, ids, new RuleBook(regionOf), new OvertakenCount(registry));
  }

  /**
   * @param rules the rules by which each poll is processed
   * @param overtaken learns of each attempt that has to be repeated
   */
  public IdentityEffects(
      Function<Connection, T> transactions,
      RebuildHandler<T> rebuilds,
      PeopleModels models,
      Ids ids,
      ActiveRules.Source rules,
      Consumer<Overtaken> overtaken) {
    this.transactions = transactions;
    this.processor =
        new InputProcessor<>(new LoopInputReader(models), ids, rules, rebuilds, overtaken);
  }

  private interface Work<T, R> {
    R run(T tx);
  }

  @Override
  public List<Output> apply(Connection transaction, Poll poll) throws SQLException {
    return within(
        transaction,
        tx -> {
          List<LogRecord> records = poll.inputs().stream().map(IdentityEffects::record).toList();
          List<Output> outputs = new ArrayList<>(outputs(processor.process(tx, records)));
          outputs.addAll(passTime(tx, poll));
          return outputs;
        });
  }

  @Override
  public List<Output> quarantine(Connection transaction, Input input, Exception failure)
      throws SQLException {
    return within(transaction, tx -> outputs(processor.quarantine(tx, record(input), failure)));
  }

  /**
   * Publishes a tick to every partition, once all inputs before it have been published, for each
   * workspace.
   */
  private static List<Output> passTime(IdentityTransaction tx, Poll poll) {
    Tick watermark = poll.watermark();
    Tick passed = watermark == null ? null : tx.journal().pass(watermark).orElse(null);
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

  /**
   * @throws SQLException as the loop expects it: it says whether the transaction is to be repeated
   */
  private <R> R within(Connection transaction, Work<T, R> work) throws SQLException {
    try {
      return work.run(transactions.apply(transaction));
    } catch (StoreFailure e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e;
    } catch (OvertakenRepeatedly e) {
      throw new SQLTransientException(e.getMessage(), SERIALIZATION_FAILURE, e);
    }
  }

  /** An input of the loop of the runtime, as the processor reads it. */
  public static LogRecord record(Input input) {
    return new LogRecord(position(input), input.key(), input.value(), input.headers());
  }

  /** The position at which the log holds the input. */
  public static LogPosition position(Input input) {
    return new LogPosition(
        input.partition().topic(), input.partition().partition(), input.offset());
  }

  private static List<Output> outputs(List<Publication> publications) {
    return publications.stream()
        .map(each ->
            new Output(
                new TopicPartition(each.because().topic(), each.because().partition()),
                each.message()))
        .toList();
  }
}
