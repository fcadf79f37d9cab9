package dev.tributary.testkit.architecture.sample.kafka;

public class Topic {
  public record Key(String value) {}
}
