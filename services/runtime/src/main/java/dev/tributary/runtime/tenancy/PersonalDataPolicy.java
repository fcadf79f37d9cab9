package dev.tributary.runtime.tenancy;

import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;

/**
 * Decides who may send personal or sensitive data out of the system: only a user who may see them.
 * Otherwise a user who sets up a destination could send data to it that this user may not see.
 * Every decision is recorded. Thread-safe.
 */
public final class PersonalDataPolicy {
  private final Record record;

  public PersonalDataPolicy(Record record) {
    this.record = record;
  }

  /**
   * Where decisions are recorded: in the trail of administration, if there is one, instead of the
   * server's log.
   */
  public interface Record {
    /**
     * @param object an id or a name of the object; never a value of a person
     */
    void decided(Tenant tenant, Matter matter, String object, boolean allowed);
  }

  /** The kind of decision. */
  public enum Matter {
    ROUTE_OUT("A sync that sends personal data is set up"),
    SELECT("The rule of an audience that a sync sends is changed, if it uses personal data,"),
    REDIRECT("The address or the account of a destination that is sent personal data is changed"),
    UNMASK("The right to personal data is given"),
    DECLARE("A trait is declared less sensitive than it is"),
    MAP("A column is mapped to a trait that more people may see");

    private final String sentence;

    Matter(String sentence) {
      this.sentence = sentence;
    }
  }

  /**
   * @param sees whether the caller may see the data
   * @throws Problem that says who may do it
   */
  public void require(Tenant tenant, Matter matter, String object, Seeing sees) {
    boolean allowed = sees == Seeing.YES;
    record.decided(tenant, matter, object, allowed);
    if (!allowed) {
      throw Problems.APPROVAL_NEEDED.problem(
          "%s only by a user who may see it: ask a member with the right personal-data:read to do"
                  .formatted(matter.sentence)
              + " this, or to approve it (POST /api/v1/workspaces/%s/change-requests)"
                  .formatted(tenant.workspaceId())
              + otherwise(matter));
    }
  }

  /** The alternative of the caller, as the end of a sentence. */
  private static String otherwise(Matter matter) {
    return switch (matter) {
      case ROUTE_OUT -> ", or leave those fields out";
      case MAP -> ", or map the column to another trait";
      case SELECT, REDIRECT, UNMASK, DECLARE -> "";
    };
  }

  /** Whether the caller may see the data. */
  public enum Seeing {
    YES,
    NO;

    public static Seeing where(boolean sees) {
      return sees ? YES : NO;
    }
  }
}
