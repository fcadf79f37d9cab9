package dev.tributary.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changed, or was refused to change, how a workspace is set up.
 *
 * <p>Messages may arrive more than once and in any order; the id names the entry. An entry with the
 * outcome {@link Outcome#REQUESTED} is followed by one with the same id that says what came of it.
 * Where that is missing, the outcome is unknown. A secret is never in an entry.
 *
 * @param id {@code ade_…}
 * @param at by the wall clock, never by a workspace's shifted one
 * @param changes what is different afterwards, field by field; empty where nothing is, or where the
 *     action has no fields
 */
public record AdministrationEntry(
    String id,
    String workspace,
    Instant at,
    Actor actor,
    Act act,
    Result result,
    Origin origin,
    List<FieldChange> changes) {
  public static final String TYPE = "dev.tributary.administration-entry.v1";

  public AdministrationEntry {
    changes = List.copyOf(changes);
  }

  /**
   * Who acted.
   *
   * @param id the token's subject
   * @param name as it was then: a user name or a client id
   * @param kind a person, or a program that signs in for itself
   */
  public record Actor(String id, String name, Kind kind) {
    /** What an actor is. */
    public enum Kind {
      @JsonProperty("person")
      PERSON,
      @JsonProperty("program")
      PROGRAM
    }
  }

  /**
   * What was done.
   *
   * @param operation as the API's document calls it, or {@code signIn} and the like
   * @param kind what it was done to, such as {@code destination}; null where that has no name
   * @param object its id, or its key where only that was named
   * @param name what people called it then
   */
  public record Act(
      String operation, @Nullable String kind, @Nullable String object, @Nullable String name) {}

  /**
   * What came of it.
   *
   * @param status of the answer over HTTP; null where there is none
   * @param times how many alike this entry stands for: refusals are counted, not listed
   */
  public record Result(Outcome outcome, @Nullable Integer status, int times) {}

  /** How an action ended. */
  public enum Outcome {
    /** It is under way; an entry with the same id follows. */
    @JsonProperty("requested")
    REQUESTED,
    @JsonProperty("done")
    DONE,
    @JsonProperty("failed")
    FAILED,
    /** The caller may not do it. */
    @JsonProperty("refused")
    REFUSED
  }

  /**
   * Where it came from.
   *
   * @param requestId as in the answer's header and in the services' logs
   * @param address of the client, an IP address; null where nobody can tell, and in entries of
   *     earlier versions
   */
  public record Origin(String service, String requestId, @Nullable String address) {}

  public Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.AUDIT, id, Json.write(this), headers);
  }
}
