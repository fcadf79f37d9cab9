package dev.tributary.gateway.alert;

import dev.tributary.gateway.routing.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the watcher keeps. Every call blocks, and fails if the store cannot be reached. */
public interface AlertStore {

  /** Whether it is this gateway's turn to look and tell, which it then is for so long. */
  boolean lease(String self, Duration lease);

  AlertSettings settings(String workspace);

  /** What each service told last. */
  Map<Service, Look.Heard> heard(String workspace);

  void remember(String workspace, Map<Service, Look.Heard> heard);

  /**
   * Puts a verdict in the place of what stands, and what it makes news on these channels' lists, in
   * one transaction.
   */
  void judge(String workspace, Instant now, Function<List<Alert>, Judging.Verdict> judge);

  /** What is due, oldest first; that an alert is resolved never before that it was opened. */
  List<Notice> due(Instant now, int limit);

  void told(Notice notice, Instant now, String words);

  /** Again at a later time. */
  void notTold(Notice notice, Instant now, String words, Instant next);

  void givenUp(Notice notice, Instant now, String words);
}
