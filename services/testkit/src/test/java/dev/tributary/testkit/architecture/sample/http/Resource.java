package dev.tributary.testkit.architecture.sample.http;

import dev.tributary.testkit.architecture.sample.kafka.Topic;

public class Resource {
  Topic.Key[] keys() {
    return new Topic.Key[0];
  }
}
