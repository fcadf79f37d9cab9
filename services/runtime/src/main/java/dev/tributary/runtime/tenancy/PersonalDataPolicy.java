package dev.tributary.runtime.tenancy;

import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.http.Problems;

/**
 * Who may let personal or sensitive data out: only somebody who may see it. Otherwise whoever sets
 * up a destination could send to themselves what they may not see. Every decision is recorded.
 * Thread-safe.
 */
public final class PersonalDataPolicy {
  private final Record record;

  public PersonalDataPolicy(Record record) {
    this.record = record;
  }

  /** Where decisions are kept; a trail of administration takes the place of the server's log. */
  public interface Record {
    /**
     * @param object an id or a name of what it is about; never a value of a person
     */
    void decided(Tenant tenant, Matter matter, String object, boolean allowed);
  }

  /** What is decided. */
  public enum Matter {
    ROUTE_OUT("A sync that sends personal data is set up"),
    REDIRECT("The address of a destination that is sent personal data is changed"),
    UNMASK("The right to personal data is given"),
    DECLARE("A trait is declared less sensitive than it is");

    private final String sentence;

    Matter(String sentence) {
      this.sentence = sentence;
    }
  }

  /**
   * @param sees whether the caller may see what is let out
   * @throws Problem that says who may do it
   */
  public void require(Tenant tenant, Matter matter, String object, Seeing sees) {
    boolean allowed = sees == Seeing.YES;
    record.decided(tenant, matter, object, allowed);
    if (!allowed) {
      throw Problems.APPROVAL_NEEDED.problem(
          "%s only by somebody who may see it: ask a member with the right personal-data:read to do"
                  .formatted(matter.sentence)
              + " this, or to approve it (POST /api/v1/workspaces/%s/change-requests)"
                  .formatted(tenant.workspaceId())
              + (matter == Matter.ROUTE_OUT ? ", or leave those fields out" : ""));
    }
  }

  /** Whether somebody may see what is let out. */
  public enum Seeing {
    YES,
    NO;

    public static Seeing where(boolean sees) {
      return sees ? YES : NO;
    }
  }
}
