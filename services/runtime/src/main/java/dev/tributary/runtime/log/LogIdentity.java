package dev.tributary.runtime.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The identity of a log. Kafka gives each cluster and each topic a new id when it is created.
 *
 * @param topics the id of each topic by its name, sorted
 */
record LogIdentity(String cluster, Map<String, String> topics) {

  /**
   * @throws ExecutionException if the cluster does not answer, or one of the topics does not exist
   */
  static LogIdentity read(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException {
    String cluster = admin.describeCluster().clusterId().get();
    Map<String, String> ids = new TreeMap<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach((name, description) -> ids.put(name, description.topicId().toString()));
    return new LogIdentity(cluster, ids);
  }

  /**
   * The differences to the ids in a database. A topic that the database does not know yet is no
   * difference.
   */
  List<LogMismatch> mismatches(Map<String, KnownLog.TopicIdentity> remembered) {
    List<LogMismatch> mismatches = new ArrayList<>();
    topics.forEach((topic, id) -> {
      KnownLog.TopicIdentity before = remembered.get(topic);
      if (before != null && !before.cluster().equals(cluster)) {
        mismatches.add(
            new LogMismatch.AnotherLog(
                topic,
                cluster,
                id,
                "the cluster is %s, not %s".formatted(cluster, before.cluster())));
      } else if (before != null && !before.id().equals(id)) {
        mismatches.add(
            new LogMismatch.AnotherLog(topic, cluster, id, "it was deleted and created again"));
      }
    });
    return mismatches;
  }
}
