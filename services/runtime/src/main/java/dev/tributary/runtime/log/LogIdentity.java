package dev.tributary.runtime.log;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Which log this is. Kafka gives each cluster and each topic an id of its own when it is created.
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
}
