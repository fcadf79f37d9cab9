package dev.tributary.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller changed the settings of a workspace, or was refused to do so.
 *
 * <p>Messages may arrive more than once and in any order; the id identifies the entry. After an
 * entry with the outcome {@link Outcome#REQUESTED}, another one with the same id contains the
 * outcome. If that one is missing, the outcome is unknown. A secret is never in an entry.
 *
 * @param id {@code ade_…}
 * @param at by the wall clock, never by a workspace's shifted one
 * @param changes the fields that are different afterwards; empty if none is, or if the action has
 *     no fields
 */
public record AdministrationEntry(
    String id,
    WorkspaceId workspace,
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
   * The user or the program that acted.
   *
   * @param id the token's subject
   * @param name at that time: a user name or a client id
   * @param kind a person, or a program that signs in for itself
   */
  public record Actor(String id, String name, Kind kind) {
    /** The kind of an actor. */
    public enum Kind {
      @JsonProperty("person")
      PERSON,
      @JsonProperty("program")
      PROGRAM
    }
  }

  /**
   * The action.
   *
   * @param operation its name in the API's document, or {@code signIn} and other names
   * @param kind of the object, such as {@code destination}; null if the object has no kind
   * @param object its id, or its key if the request named only that
   * @param name the object's display name at that time
   */
  public record Act(
      String operation, @Nullable String kind, @Nullable String object, @Nullable String name) {}

  /**
   * The result of an action.
   *
   * @param status of the HTTP answer; null if there is none
   * @param times the number of equal actions in this entry: refusals are counted, not listed
   */
  public record Result(Outcome outcome, @Nullable Integer status, int times) {}

  /** How an action ended. */
  public enum Outcome {
    /** The action is in progress; an entry with the same id follows. */
    @JsonProperty("requested")
    REQUESTED,
    @JsonProperty("done")
    DONE,
    @JsonProperty("failed")
    FAILED,
    /** The caller does not have the right. */
    @JsonProperty("refused")
    REFUSED
  }

  /**
   * The origin of the request.
   *
   * @param requestId as in the answer's header and in the services' logs
   * @param address of the client, an IP address; null if it is unknown, and in entries of earlier
   *     versions
   */
  public record Origin(String service, String requestId, @Nullable String address) {}

  public Message toMessage(MessageHeaders headers) {
    return Message.of(Topic.AUDIT, id, Json.write(this), headers);
  }
}
