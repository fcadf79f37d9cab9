package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Reads the members of an audience with their traits, page by page. Thread-safe. */
public interface MemberTraits {
  /**
   * The members under one generation of the rule.
   *
   * @param generation the generation in force when the read begins
   */
  record Members(WorkspaceId workspace, AudienceId audience, long generation) {}

  /**
   * A member, with its position in the list.
   *
   * @param traits an object; empty for a profile that has just been merged into another
   */
  record Row(int part, ProfileId profile, Instant since, JsonNode traits) {
    /** Before the first member. */
    public static final Row START =
        new Row(-1, ProfileId.BEFORE_ALL, Instant.EPOCH, Json.MAPPER.createObjectNode());
  }

  /** The members in force; empty before the first rule is evaluated. */
  Optional<Members> inForce(WorkspaceId workspace, AudienceId audience);

  /**
   * The names of the traits that members have.
   *
   * @param most reads no more names than this
   */
  SortedSet<String> names(Members members, int most);

  /**
   * The members after a row of the list.
   *
   * @return empty if another generation is in force now: then the rows of this one are removed
   */
  Optional<List<Row>> page(Members members, Row after, int limit);
}
