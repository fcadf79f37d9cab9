package dev.tributary.runtime.replica;

/**
 * The SQL of the replica, for statements that join it with the tables of a service. Each lookup is
 * a subquery for one row, so that PostgreSQL uses an index. It expects hundreds of rows in a
 * recursion, and a join would read the whole table for the few that there are.
 */
public final class ProfileReplicaSql {
  /**
   * The beginning of a statement, with the common table expression {@code current_profile
   * (workspace, id, profile)}: the profile that each id belongs to now. Binds an array of
   * workspaces and an array of ids.
   */
  public static final String WITH_CURRENT =
      chains(
          """
          coalesce((select s.into_profile from separated_alias s
            where s.workspace = u.workspace and s.profile = u.profile), u.profile)\
          """);

  /** The same, but with the ends of the chains of merges: moved ids do not count. */
  static final String WITH_SURVIVORS = chains("u.profile");

  private ProfileReplicaSql() {}

  private static String chains(String start) {
    return """
    with recursive chain(workspace, id, profile, survivor) as (
      select f.workspace, f.id, f.profile, (select m.survivor from merged_profile m
        where m.workspace = f.workspace and m.profile = f.profile)
      from (select u.workspace, u.profile as id, %s as profile
        from unnest(?::text[], ?::text[]) as u(workspace, profile) offset 0) f
      union
      select c.workspace, c.id, c.survivor, (select m.survivor from merged_profile m
        where m.workspace = c.workspace and m.profile = c.survivor)
      from chain c where c.survivor is not null),
    current_profile as (
      select workspace, id, profile from chain where survivor is null)\
    """
        .formatted(start);
  }

  /**
   * The condition that a profile was absorbed. {@code exists} would let the planner read a whole
   * table into a hash for each call.
   *
   * @param workspaceColumn an expression of SQL, as is the other
   */
  public static String isAbsorbed(String workspaceColumn, String profileColumn) {
    return """
    (select true from merged_profile m where m.workspace = %s and m.profile = %s)\
    """
        .formatted(workspaceColumn, profileColumn);
  }

  /**
   * The condition that an unmerge moved the id of an absorbed profile.
   *
   * @param workspaceColumn an expression of SQL, as is the other
   */
  public static String isUnmerged(String workspaceColumn, String profileColumn) {
    return """
    (select true from separated_alias s where s.workspace = %s and s.profile = %s)\
    """
        .formatted(workspaceColumn, profileColumn);
  }
}
