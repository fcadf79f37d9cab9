package dev.tributary.audience.membership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of an audience with their traits, page by page. A page is a part of the list of
 * all profiles for which the generation of the rule has a decision. So the time and the memory for
 * a page do not depend on the size of the audience, and a page may have no member. Thread-safe.
 */
public interface MemberTraits {
  /**
   * The members under one generation of the rule.
   *
   * @param generation the generation in force when the read begins
   * @param purpose only members who have granted consent for it; null for all members
   */
  record Members(
      WorkspaceId workspace, AudienceId audience, long generation, @Nullable String purpose) {

    /** All members. */
    public Members(WorkspaceId workspace, AudienceId audience, long generation) {
      this(workspace, audience, generation, null);
    }

    public Members allowing(@Nullable String wanted) {
      return new Members(workspace, audience, generation, wanted);
    }
  }

  /** A place in the list. A profile never changes its place. */
  record Position(int part, ProfileId profile) {
    /** Before the first profile. */
    public static final Position START = new Position(-1, ProfileId.BEFORE_ALL);
  }

  /**
   * A member.
   *
   * @param traits an object; empty for a profile that has just been merged into another
   */
  record Row(ProfileId profile, Instant since, JsonNode traits) {}

  /**
   * The members of a page.
   *
   * @param next where the next page begins; empty if this is the last page
   */
  record Page(List<Row> rows, Optional<Position> next) {}

  /**
   * The names of the traits that the members of a page have.
   *
   * @param members how many members the page has
   * @param next where the next page begins; empty if this is the last page
   */
  record Names(Set<String> traits, int members, Optional<Position> next) {}

  /** The members in force; empty before the first rule is evaluated. */
  Optional<Members> inForce(WorkspaceId workspace, AudienceId audience);

  /**
   * @param limit how many profiles the page has, members or not
   */
  Names names(Members members, Position after, int limit);

  /**
   * The members after a place in the list.
   *
   * @param limit how many profiles the page has, members or not
   * @return empty if another generation is in force now: then the rows of this one are removed
   */
  Optional<Page> page(Members members, Position after, int limit);
}
