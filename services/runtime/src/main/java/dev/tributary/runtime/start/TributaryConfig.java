package dev.tributary.runtime.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What every service is configured with. */
@ConfigMapping(prefix = "tributary")
public interface TributaryConfig {
  /** The service's own name: client ids, consumer groups, metrics. */
  String service();

  /** This process's fixed name among its replicas; a pod's name on Kubernetes. */
  @WithDefault("local-0")
  String instance();

  /** Secret of keyed hashes, hex, at least 16 bytes; the same in every service, never changed. */
  String keySecret();

  Kafka kafka();

  /** The topics' home. */
  interface Kafka {
    String bootstrapServers();

    /** Copies of each partition; with 3, a write waits for 2. */
    @WithDefault("1")
    short replicationFactor();

    /** A bound on disk per topic that is kept by age, in bytes; -1 for none. */
    @WithDefault("2147483648")
    long retentionBytes();
  }
}
