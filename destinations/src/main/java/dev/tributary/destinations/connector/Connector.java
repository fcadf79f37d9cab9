package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.pacing.ReportedUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code for one kind of destination. Its manifest names the class, which has a public
 * constructor for the {@link Manifest}; there is nothing else to register.
 *
 * <p>A connector decides which requests deliver a batch, and what their answers mean. It sends
 * nothing, holds no secret and keeps no state: the same batch has the same requests. The engine
 * does the rest: credentials, limits, retries with a backoff, leases, masking and previews. A
 * connector is thread-safe.
 */
public interface Connector {
  Manifest manifest();

  /** How requests to this kind of destination prove who sends them. */
  default Authentication authentication() {
    return new Authentication.None();
  }

  /**
   * How one request does. A vendor can have several APIs, whose credentials differ.
   *
   * @param request a request of this connector to the target
   * @return one of {@link #authentications}
   */
  default Authentication authentication(Target target, Egress.Request request) {
    return authentication();
  }

  /** How the requests do, of all APIs of the vendor. */
  default List<Authentication> authentications() {
    return List.of(authentication());
  }

  /**
   * The secret settings of a destination that a sync to the object needs beside the required ones,
   * because its requests go to a further API of the vendor.
   */
  default Set<String> secrets(String object) {
    return Set.of();
  }

  /**
   * Whether an answer says that the access token has expired, and that the request had no effect.
   * The engine gets a new token then, and sends the request once more.
   */
  default boolean refusesToken(Egress.Answer answer) {
    return answer.status() == 401;
  }

  /** The place that a batch is written to, or null if its objects need none. */
  default @Nullable Place place(Batch batch) {
    return null;
  }

  /**
   * The parts of an account that the vendor must have before a batch is written, such as a property
   * by which records are found. The engine finds or creates each of them once, and remembers it.
   * {@link Outcome.PlaceGone} makes it search again. Unlike a {@link #place}, they have no records,
   * and {@link Batch#place} has none of their ids. A batch has a place or requirements, not both.
   */
  default List<Place> requirements(Batch batch) {
    return List.of();
  }

  /**
   * How to read which fields an object has at the vendor; null if the vendor cannot tell. The
   * engine compares items with them before it sends a write.
   *
   * @param target without secrets
   * @param syncSettings of a sync to the object
   */
  default @Nullable Discovery discovery(Target target, String object, ObjectNode syncSettings) {
    return null;
  }

  /**
   * How to read which values a setting of a sync can have; null if the vendor does not list them.
   * The name of a field in the list is a value of the setting, and its label that of the value. No
   * item is compared with the list.
   *
   * @param target without secrets
   * @param setting one of {@link Manifest.ObjectType#choices}
   */
  default @Nullable Discovery choices(Target target, String object, String setting) {
    return null;
  }

  /**
   * The requests that erase records for good, as {@link Manifest.Forget} says. Each of them is
   * idempotent: a record that the vendor lacks is erased already. The engine asks again for each
   * other value of {@link Item#formerMatchValues}, so the requests concern one record for an item.
   * No service uses it yet.
   *
   * @param batch of the operation {@link Batch.Operation#REMOVE}
   * @return null if the sentence of {@link Manifest.Forget} is all, because there is no request
   */
  default @Nullable Protocol forget(Batch batch) {
    return null;
  }

  /**
   * How to send a batch. After an exception, the items are sent later, as after {@link
   * Outcome.Transient}: nothing was sent.
   *
   * @param batch with the id of its {@link #place}, if it has one
   */
  Protocol protocol(Batch batch);

  /**
   * The call that asks for the result of a job which an earlier call has submitted. The call
   * changes nothing. Its reading returns {@link Outcome.Submitted} with the same job while the
   * vendor works, and {@link Outcome.Transient} for an item that the vendor has certainly not
   * applied, which is then sent again. For answers that say nothing about the job, such as a limit
   * or refused credentials, the engine asks again later.
   *
   * @param batch items of the job, without their place; their fields may be newer. They can be some
   *     of the items that were sent, in another order: {@link Item#position} says which one is
   *     meant
   * @param job as {@link Outcome.Submitted} named it
   * @throws UnsupportedOperationException if the connector submits no jobs
   */
  default Call question(Batch batch, String job) {
    throw new UnsupportedOperationException("The connector submits no jobs: " + manifest().id());
  }

  /**
   * The steps of a job that the engine has recorded, for a worker that takes it over.
   *
   * @param batch the items of the job that have no result yet, without their place; their fields
   *     may be newer. {@link Item#position} says which item of the submission is meant
   * @throws UnsupportedOperationException if the connector has no {@link Protocol.Job}
   */
  default Protocol.Job job(Batch batch) {
    if (protocol(batch) instanceof Protocol.Job job) {
      return job;
    }
    throw new UnsupportedOperationException("The connector has no jobs: " + manifest().id());
  }

  /**
   * Whether a job can confirm records of an object without their ids, and reads the ids if they are
   * needed: its results have {@link Protocol.Job.Results#ids}.
   */
  default boolean readsIdsIfNeeded(String object) {
    return false;
  }

  /**
   * The largest number of items of a batch that {@link #protocol} can send at once; a larger batch
   * is sent in parts. The batch has at most as many items as its object declares. Pure.
   */
  default int mostItems(Batch batch) {
    return Math.max(1, batch.items().size());
  }

  /**
   * From how many items on a batch of writes can be sent in a job. Smaller batches are sent without
   * one. Pure.
   *
   * @param settings of the destination
   * @param object its name
   * @param mode of the sync
   * @return 0 if no batch is sent in a job; 1 if each of them is
   */
  default int jobFrom(ObjectNode settings, String object, Mode mode) {
    return 0;
  }

  /**
   * Whether the records of an object can be listed with {@link #listing}, so that a user can
   * compare them with what was delivered.
   *
   * @param object its name
   */
  default boolean lists(String object) {
    return false;
  }

  /**
   * How to read one page of the records of an object.
   *
   * @throws UnsupportedOperationException if the object cannot be listed
   */
  default Listing listing(Listing.Scope scope) {
    throw new UnsupportedOperationException("The connector lists nothing: " + manifest().id());
  }

  /**
   * Whether the vendor's id of a record changes with its match value. In a list, a record that was
   * renamed at the vendor then looks like one that is missing, and another one.
   *
   * @param object its name
   */
  default boolean idsChange(String object) {
    return false;
  }

  /**
   * Whether each record of an object is searched for before it is created, so that a repetition is
   * recognised without the key of the vendor's {@link Deduplication}, too.
   *
   * @param object its name
   */
  default boolean searchesFirst(String object) {
    return false;
  }

  /**
   * Whether the record with a match value can be looked for with {@link #find}, and what an answer
   * says; null if it cannot.
   *
   * @param object its name
   */
  default Listing.@Nullable ByMatchValue findsByMatchValue(String object) {
    return null;
  }

  /**
   * How to read the records that have a match value. The page has all of them, and no next one.
   *
   * @param scope without a cursor
   * @throws UnsupportedOperationException if the object has no such request
   */
  default Listing find(Listing.Scope scope, String matchValue) {
    throw new UnsupportedOperationException("The connector finds nothing: " + manifest().id());
  }

  /**
   * How to ask the vendor how many requests of a day, or of another long window, all programs of
   * the account have sent. The engine asks while it sends records to the account. The answer counts
   * for the longest budget of requests of the account.
   *
   * @return null if the vendor cannot tell
   */
  default @Nullable Usage usage(Target target) {
    return null;
  }

  /**
   * A question for the use of a budget. It changes nothing.
   *
   * @param every the time between two questions of all instances, from a minute to an hour
   */
  record Usage(Egress.Request request, Duration every, UsageReading reading) {}

  /** Reads the answer to a question for the use of a budget. Pure. */
  @FunctionalInterface
  interface UsageReading {
    /** Empty for an answer without the numbers. */
    Optional<ReportedUse> reported(Egress.Answer answer);
  }

  /** How to test a destination. */
  Probe probe(Target target);

  /**
   * The faults of a destination's settings beyond their declared types; empty if there are none.
   * The check changes nothing and sends no request.
   */
  default List<Manifest.Fault> faults(Target target) {
    return List.of();
  }

  /**
   * The secrets that cannot choose who receives the data, because other settings fix the receiver
   * and its account. A change of any other secret may send the data to another account.
   */
  default Set<String> secretsOfFixedReceiver() {
    return Set.of();
  }

  /** Warnings about a destination that works but is not safe; empty if there are none. */
  default List<String> warnings(ObjectNode settings) {
    return List.of();
  }

  /** Fields beyond the manifest's that a destination's settings declare, for all its objects. */
  default Set<String> furtherFields(ObjectNode settings) {
    return Set.of();
  }

  /**
   * Whether each item must have all fields of its record, because the newest item replaces all
   * earlier ones. A sync to such an object cannot set a field once.
   *
   * @param object its name
   */
  default boolean needsWholeRecords(String object) {
    return false;
  }

  /**
   * The space of records that a sync writes to. Within one space, the match value alone identifies
   * a record. The space is the name of the object, unless settings of the sync choose another one.
   */
  default String space(String object, ObjectNode syncSettings) {
    return object;
  }
}
