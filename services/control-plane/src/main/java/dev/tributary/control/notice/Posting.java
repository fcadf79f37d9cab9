package dev.tributary.control.notice;

import dev.tributary.control.alert.AnnouncementFailed;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.egress.EgressFailure;
import dev.tributary.runtime.egress.EgressRequest;
import dev.tributary.runtime.egress.EgressResponse;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Posts JSON to addresses that customers enter, if the egress policy allows them. Thread-safe. */
public final class Posting {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 200;

  private final Egress egress;

  public Posting(Egress egress) {
    this.egress = egress;
  }

  /**
   * @return the status, and the beginning of the answer
   * @throws AnnouncementFailed unless the answer is a success
   */
  String post(URI uri, Map<String, String> headers, byte[] body) throws AnnouncementFailed {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    EgressResponse answer;
    try {
      answer = egress.send(new EgressRequest("POST", uri, all, body, TIMEOUT));
    } catch (EgressFailure e) {
      throw new AnnouncementFailed(String.valueOf(e.getMessage()));
    }
    String said = said(answer);
    if (answer.status() < 200 || answer.status() >= 300) {
      throw new AnnouncementFailed(said);
    }
    return said;
  }

  private static String said(EgressResponse answer) {
    String text = answer.text().strip();
    String beginning =
        text.length() <= LONGEST_ANSWER ? text : text.substring(0, LONGEST_ANSWER) + "…";
    return (answer.status() + " " + beginning).strip();
  }
}
